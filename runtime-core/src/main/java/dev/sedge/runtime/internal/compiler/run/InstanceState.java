package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.Fuel;
import dev.sedge.runtime.internal.GuestFaults;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.LinearMemory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The state of one instance, which every generated method is given. A generated class extends it with one field for each
 * global variable. For the thread of the instance only.
 */
public abstract class InstanceState {

    /** The class by which calls come in from outside. */
    private static final String ENTERED_BY = "dev.sedge.runtime.internal.compiler.CompiledBody";

    /** How many rounds a loop makes between two polls. */
    private static final int ROUNDS = 1000;

    /** What stands for the bytes of a memory that is packed. */
    private static final byte[] PACKED = {};

    /** The bytes of memory 0; another array when it has grown, or was packed. */
    public byte[] memory = {};

    /** The size of memory 0. */
    public int size;

    /** The entries of table 0 where it holds functions; another array when it has grown. */
    public int[] table = {};

    /** What a part of a function leaves to its caller, without the check that an array has. */
    public long output0;

    public long output1;
    public long output2;
    public long output3;
    public long output4;
    public long output5;
    public long output6;
    public long output7;
    public long output8;
    public long output9;
    public long output10;
    public long output11;

    /** Values that do not fit into parameters or the one result that a method has. */
    long[] numbers = new long[Spill.ROOM];

    @Nullable Object[] references = {};

    /** The number of the function that a tail call asks for, -1 for none. */
    int tail = -1;

    /** How many more calls may be nested in the host function that runs. */
    private int depth;

    private @Nullable InstanceParts parts;

    /** That of the context, here because every function looks at it. */
    private @Nullable InstanceControl control;

    /** Likewise, for modules that are metered. */
    private @Nullable Fuel fuel;

    /** Only for generated classes. */
    protected InstanceState() {}

    /** Gives it all that is no global variable. */
    public final void open(InstanceParts all) {
        parts = all;
        control = all.context().control();
        fuel = all.context().fuel();
        depth = all.context().limits().callDepth();
        if (!all.memories().isEmpty()) {
            look(all.memories().get(0));
        }
        if (!all.tables().isEmpty()) {
            table = all.tables().get(0).functions();
        }
    }

    private InstanceControl control() {
        InstanceControl opened = control;
        if (opened == null) {
            throw new IllegalStateException("the instance is not open");
        }
        return opened;
    }

    /** Takes memory 0 as it is now. */
    final void look(LinearMemory first) {
        memory = first.bytes();
        size = first.byteSize();
    }

    final InstanceParts parts() {
        InstanceParts opened = parts;
        if (opened == null) {
            throw new IllegalStateException("the instance is not open");
        }
        return opened;
    }

    final InstanceContext context() {
        return parts().context();
    }

    /** How many calls may be nested in a call from outside. */
    public final int depth() {
        return depth;
    }

    final void depth(int calls) {
        depth = calls;
    }

    final LinearMemory memory(int index) {
        return parts().memories().get(index);
    }

    /** Packs the memories. Generated code has forgotten the array before it called out, and looks here when it comes back. */
    public final void pack() {
        if (!parts().memories().isEmpty()) {
            memory = PACKED;
            parts().memories().forEach(LinearMemory::pack);
        }
    }

    /** Before the guest goes on. */
    public final void unpack() {
        if (memory.length == 0 && !parts().memories().isEmpty()) {
            look(memory(0));
        }
    }

    /** The bytes of any memory. */
    public static byte[] bytes(int index, InstanceState state) {
        return state.memory(index).bytes();
    }

    /** Where a function looks whether it may go on. */
    public static void poll(InstanceState state) {
        state.control().poll();
    }

    /** Where a loop looks whether it may go on; how many rounds it may make before it looks again. */
    public static int pollLoop(InstanceState state) {
        pollThread(state);
        return ROUNDS;
    }

    /** Looks whether the guest may go on, and whether its thread was interrupted, which is a request to stop too. */
    static void pollThread(InstanceState state) {
        InstanceControl control = state.control();
        control.poll();
        if (Thread.currentThread().isInterrupted()) {
            throw GuestFaults.interrupted(control);
        }
    }

    /** Pays for instructions before they run. */
    public static void spend(int cost, InstanceState state) {
        Fuel opened = state.fuel;
        if (opened == null) {
            throw new IllegalStateException("the instance is not open");
        }
        opened.spend(cost);
    }

    /** What a call that is nested too deeply throws. */
    public static TrapException stackExhausted() {
        TrapException trap = new TrapException(GuestFaults.STACK_EXHAUSTED);
        trap.setStackTrace(DeepTrace.upTo(ENTERED_BY));
        return trap;
    }

    /** What {@code unreachable} throws. */
    public static TrapException unreachable() {
        return new TrapException("unreachable");
    }

    final void makeRoom(int index) {
        if (index >= numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * index);
        }
        if (index >= references.length) {
            references = Arrays.copyOf(references, 2 * index);
        }
    }
}
