package dev.sedge.runtime.internal;

import dev.sedge.runtime.GuestInterruptedException;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.LimitExceededException.Limit;
import dev.sedge.runtime.StopReason;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.WasmException;

/** What becomes of a guest that failed, in whichever tier, and the words for it. */
public final class GuestFaults {

    /** The message of a call that is nested too deeply. */
    public static final String STACK_EXHAUSTED = "call stack exhausted";

    private GuestFaults() {}

    /** Throws on what is not a trap: what a host function threw, our own exceptions, a full heap, errors of the JVM. */
    public static void rethrowUnlessTrap(Throwable t, InstanceContext context) {
        if (t instanceof HostThrow host) {
            throw HostThrow.sneak(host.thrown());
        }
        if (t instanceof WasmException ours) {
            throw ours;
        }
        if (t instanceof OutOfMemoryError full) {
            context.memory().giveBack(0);
            throw new LimitExceededException(Limit.MEMORY, "guest stopped: " + whatIsFull(full));
        }
        if (t instanceof VirtualMachineError error && !(t instanceof StackOverflowError)) {
            throw error;
        }
    }

    /** The JVM names the area in its message: classes live outside of the heap. */
    private static String whatIsFull(OutOfMemoryError full) {
        String message = String.valueOf(full.getMessage());
        if (message.contains("Metaspace")) {
            return "the JVM has no room for its compiled code; raise -XX:MaxMetaspaceSize";
        }
        if (message.contains("Compressed class space")) {
            return "the JVM has no room for its classes; raise -XX:CompressedClassSpaceSize";
        }
        return "the heap of the JVM is full";
    }

    /** An interrupt of the guest's thread is a request to stop; what the guest ends with then. */
    public static GuestInterruptedException interrupted(InstanceControl control) {
        control.stop(StopReason.REQUESTED);
        return new GuestInterruptedException("guest stopped: its thread was interrupted");
    }

    /** The trap of an exception that no handler of the guest caught. */
    public static TrapException uncaught(int tag) {
        return new TrapException("uncaught exception: tag " + tag);
    }

    /** The trap of what should not have been thrown at all. */
    public static TrapException ofEngine(Throwable t) {
        return new TrapException("engine fault: " + t, t);
    }
}
