package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.LimitExceededException.Limit;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.WasmException;
import dev.sedge.runtime.internal.HostThrow;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.compiler.run.GuestThrow;
import dev.sedge.runtime.internal.compiler.run.InstanceState;

/** Turns whatever leaves generated code into our exceptions. */
final class Faults {

    private final InstanceContext context;

    Faults(InstanceContext context) {
        this.context = context;
    }

    /** Throws what is to leave the guest; never returns. */
    RuntimeException translate(Throwable t) {
        if (t instanceof HostThrow host) {
            throw HostThrow.sneak(host.thrown());
        }
        if (t instanceof WasmException ours) {
            throw ours;
        }
        if (t instanceof GuestThrow thrown) {
            throw new TrapException("uncaught exception: tag " + thrown.tag());
        }
        if (t instanceof StackOverflowError) {
            throw new TrapException(InstanceState.STACK_EXHAUSTED);
        }
        if (t instanceof OutOfMemoryError) {
            context.memory().giveBack(0);
            throw new LimitExceededException(Limit.MEMORY, "guest stopped: the heap of the JVM is full");
        }
        if (t instanceof VirtualMachineError error) {
            throw error;
        }
        throw new TrapException("engine fault: " + t, t);
    }
}
