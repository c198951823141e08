package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.GuestFaults;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.compiler.run.GuestThrow;

/** Turns whatever leaves generated code into our exceptions. */
final class Faults {

    private final InstanceContext context;

    Faults(InstanceContext context) {
        this.context = context;
    }

    /** Throws what is to leave the guest; never returns. */
    RuntimeException translate(Throwable t) {
        GuestFaults.rethrowUnlessTrap(t, context);
        if (t instanceof GuestThrow thrown) {
            throw GuestFaults.uncaught(thrown.tag());
        }
        if (t instanceof StackOverflowError) {
            throw new TrapException(GuestFaults.STACK_EXHAUSTED);
        }
        throw GuestFaults.ofEngine(t);
    }
}
