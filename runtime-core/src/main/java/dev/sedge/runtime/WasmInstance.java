package dev.sedge.runtime;

import dev.sedge.runtime.internal.FieldHandles;
import dev.sedge.runtime.internal.HostThrow;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A running module: its memories, tables and globals. For one thread at a time; host functions may call back into it on
 * that thread. {@link #control()} is the exception: it is for all threads.
 *
 * <p>A call that ends in any exception of the guest or of a host function ends the instance: it lets go of its memory,
 * and further calls are refused, because a guest that was cut off in the middle cannot be trusted to go on.
 */
public final class WasmInstance implements AutoCloseable {

    private static final long LEAST_WAIT_MILLIS = 50;
    private static final long WAIT_MILLIS_PER_MIB = 100;
    private static final long MIB = 1 << 20;
    private static final VarHandle OWNER = FieldHandles.find(MethodHandles.lookup(), "owner", Thread.class);

    private final WasmModule module;
    private final ResourceLimits limits;
    private final InstanceControl control;
    private final InstanceContext context;
    private @Nullable Future<?> deadline;

    /** The thread inside the guest; set by compare-and-set only. */
    @SuppressWarnings("unused")
    private volatile @Nullable Thread owner;

    /** Volatile: {@link #close} may come from another thread. */
    private volatile boolean closed;

    /** What ended the instance, in words; volatile for the same reason. */
    private volatile @Nullable String ended;

    private @Nullable InstanceBody body;

    WasmInstance(WasmModule module, ResourceLimits limits, InstanceControl control) {
        control.attach();
        this.module = module;
        this.limits = limits;
        this.control = control;
        this.context = new InstanceContext(limits, control);
    }

    /** Links and initialises; runs the start function. */
    void start(List<HostFunction> functions) {
        deadline = limits.deadline().map(time -> Watchdog.arm(control, time)).orElse(null);
        enter("instantiate");
        try {
            control.poll();
            body = module.code().instantiate(this, functions, context);
            body.initialize();
        } catch (RuntimeException | Error t) {
            throw end(body, t);
        } finally {
            leave();
        }
    }

    /**
     * Calls an exported function.
     *
     * @param export its name
     * @param args one {@code long} a slot: floats as raw bits, a v128 as two, low half first
     * @return one {@code long} a slot; i32 values sign-extended, f32 values as raw bits, sign-extended too
     * @throws IllegalArgumentException when there is no such function, or the number of arguments is wrong
     * @throws IllegalStateException when the instance is closed, has ended, or is in use by another thread
     * @throws TrapException when the guest traps
     * @throws LimitExceededException when the guest reaches a limit
     * @throws GuestInterruptedException when the guest is stopped
     * @throws RuntimeException what a host function throws, unchanged; errors likewise
     */
    public long[] call(String export, long... args) {
        int index = module.outline().exportedFunction(export);
        if (index < 0) {
            throw new IllegalArgumentException("call " + export + ": the module exports no such function");
        }
        FunctionType type = module.outline().functionType(index);
        if (args.length != type.parameterSlots()) {
            throw new IllegalArgumentException("call " + export + " " + type + ": " + args.length + " arguments given, "
                    + type.parameterSlots() + " expected");
        }
        boolean outermost = enter("call");
        try {
            return call(body("call " + export), index, args);
        } finally {
            if (outermost) {
                leave();
            }
        }
    }

    private long[] call(InstanceBody callee, int index, long[] args) {
        try {
            control.poll();
            return callee.call(index, args.clone());
        } catch (RuntimeException | Error t) {
            throw end(callee, t);
        }
    }

    /** Whether there is an exported function of this name. */
    public boolean hasFunction(String export) {
        return module.outline().exportedFunction(export) >= 0;
    }

    /** The type of an exported function; empty when there is none of this name. */
    public Optional<FunctionType> functionType(String export) {
        ModuleOutline outline = module.outline();
        int index = outline.exportedFunction(export);
        return index < 0 ? Optional.empty() : Optional.of(outline.functionType(index));
    }

    /**
     * The memory exported as {@code memory}, else the module's first one.
     *
     * @throws IllegalStateException when the module has none, or the instance is closed or has ended
     */
    public Memory memory() {
        int index = Math.max(0, module.outline().exportedMemory("memory"));
        if (index >= module.outline().memoryCount()) {
            throw new IllegalStateException("memory: the module has none");
        }
        return body("memory").memory(index);
    }

    /**
     * The memory of this exported name; empty when there is none.
     *
     * @throws IllegalStateException when the instance is closed or has ended
     */
    public Optional<Memory> findMemory(String export) {
        int index = module.outline().exportedMemory(export);
        return index < 0
                ? Optional.empty()
                : Optional.of(body("memory " + export).memory(index));
    }

    /** The hook to stop, pause and account this instance; for all threads. */
    public InstanceControl control() {
        return control;
    }

    /** What this is an instance of. */
    public WasmModule module() {
        return module;
    }

    /** What this instance may use. */
    public ResourceLimits limits() {
        return limits;
    }

    /**
     * Whether the guest was ever refused memory by {@link ResourceLimits#memoryBytes()} or by the heap of the JVM. Most
     * guests abort on it, so a trap after it means out of memory. For all threads, also after the end.
     */
    public boolean memoryLimitReached() {
        return context.memory().wasRefused();
    }

    /**
     * Whether the growth of memory that the guest asked for last was refused, as {@link #memoryLimitReached()} means it:
     * a guest that ends in a failure with this set most probably died of it. For all threads, also after the end.
     */
    public boolean memoryExhausted() {
        return context.memory().wasRefusedLast();
    }

    /** The sum of all linear memories in bytes, 0 after the end. For all threads. */
    public long memoryBytes() {
        return context.memory().used();
    }

    /**
     * How much fuel was spent, see {@link ResourceLimits#fuel()}; 0 where the engine does not meter it. For all threads,
     * also after the end; while the guest runs on another thread it is a value of some moments ago.
     */
    public long fuelUsed() {
        return context.fuel().used();
    }

    /**
     * Packs the memories until they are touched again: of a guest that waits in a host function, or that nobody calls for
     * some time. Packed, a memory takes no more heap than the blocks of 1 KiB in it that are not zero; whoever touches it,
     * by {@link Memory} or by running the guest, has it unpacked first. That costs about as much CPU time as copying the
     * memory twice, so do it when {@link #packAfter()} has passed. Views of memories become stale. A memory that would not
     * become half as large stays as it is.
     *
     * <p>When the guest goes on and neither {@link ResourceLimits#memoryPool()} nor the JVM has heap for its memory, also
     * after waiting some seconds for other instances, it ends with {@link LimitExceededException}. Does nothing when the
     * instance is still being made, closed, or has ended.
     *
     * @throws IllegalStateException when the instance is in use by another thread
     */
    public void packMemory() {
        boolean outermost = enter("pack memory");
        try {
            InstanceBody present = body;
            if (present != null) {
                present.pack();
            }
        } finally {
            if (outermost) {
                leave();
            }
        }
    }

    /**
     * How long a guest should have waited before {@link #packMemory()} pays: 100 ms for each MiB of its memories, and 50 ms
     * at least. Waits of that length then cost well below a hundredth of a processor.
     */
    public Duration packAfter() {
        return Duration.ofMillis(Math.max(LEAST_WAIT_MILLIS, memoryBytes() * WAIT_MILLIS_PER_MIB / MIB));
    }

    /**
     * Changes {@link ResourceLimits#memoryBytes()} of this instance alone. What it holds stays, even if that is more. For
     * all threads.
     *
     * @param bytes not negative
     */
    public void limitMemory(long bytes) {
        context.memory().limit(limits.withMemoryBytes(bytes).memoryBytes());
    }

    /**
     * Ends the instance and lets go of its memory. While it runs on another thread, that thread is stopped as by
     * {@link StopReason#REQUESTED}. Closing twice does nothing.
     */
    @Override
    public void close() {
        closed = true;
        if (!releaseUnlessBusy()) {
            control.stop(StopReason.REQUESTED);
        }
    }

    private boolean enter(String action) {
        Thread current = Thread.currentThread();
        if (owner == current) {
            return false;
        }
        if (!OWNER.compareAndSet(this, null, current)) {
            throw new IllegalStateException(action + ": the instance is in use by another thread");
        }
        control.cpu().enter();
        return true;
    }

    private void leave() {
        control.cpu().leave();
        if (ended != null) {
            release();
        }
        OWNER.setVolatile(this, null);
        if (closed) {
            releaseUnlessBusy();
        }
    }

    /** Whoever finds the instance idle after it was closed lets go of its state. */
    private boolean releaseUnlessBusy() {
        if (!OWNER.compareAndSet(this, null, Thread.currentThread())) {
            return false;
        }
        release();
        OWNER.setVolatile(this, null);
        return true;
    }

    private void release() {
        body = null;
        context.memory().end();
        context.forgetFailure();
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private InstanceBody body(String action) {
        if (closed) {
            throw new IllegalStateException(action + ": the instance is closed");
        }
        if (ended != null) {
            throw new IllegalStateException(action + ": the instance has ended: " + ended);
        }
        InstanceBody present = body;
        if (present == null) {
            throw new IllegalStateException(action + ": the instance is still being made");
        }
        return present;
    }

    /** Ends the instance for what has left the guest, and throws it again as it is. */
    private RuntimeException end(@Nullable InstanceBody from, Throwable t) {
        if (ended == null) {
            ended = t instanceof WasmException
                    ? t.getMessage()
                    : "a host function threw " + t.getClass().getName();
        }
        context.fail(t);
        if (from != null && t instanceof WasmException wasm) {
            wasm.attach(from.takeTrace());
        }
        throw HostThrow.sneak(t);
    }
}
