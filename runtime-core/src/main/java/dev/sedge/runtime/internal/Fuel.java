package dev.sedge.runtime.internal;

import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.LimitExceededException.Limit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** How much more code an instance may run. Spent by the thread of the instance; others may look how much it was. */
public final class Fuel {

    private static final VarHandle LEFT = FieldHandles.find(MethodHandles.lookup(), "left", long.class);

    private final long limit;
    private long left;

    /** A full tank. */
    public Fuel(long limit) {
        this.limit = limit;
        this.left = limit;
    }

    /**
     * Pays for code before it runs.
     *
     * @throws LimitExceededException when there is not so much; nothing is taken then
     */
    public void spend(int cost) {
        long rest = left - cost;
        if (rest < 0) {
            throw exhausted();
        }
        left = rest;
    }

    private LimitExceededException exhausted() {
        return new LimitExceededException(
                Limit.FUEL, "guest stopped: it has used its fuel, enough for " + limit + " instructions");
    }

    /** How much was spent, as far as the calling thread can see. */
    public long used() {
        return limit - (long) LEFT.getOpaque(this);
    }
}
