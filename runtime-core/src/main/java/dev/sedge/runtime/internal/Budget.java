package dev.sedge.runtime.internal;

import dev.sedge.runtime.MemoryPool;
import org.jspecify.annotations.Nullable;

/**
 * An amount that an instance may use in all. Taken by the thread of the instance; what is used, whether it ran out and
 * the limit are for all threads.
 */
public final class Budget {

    private final @Nullable MemoryPool pool;

    /** Volatile, as what follows: read by other threads, also when the instance has ended; the limit is set by them. */
    private volatile long limit;

    private volatile long used;
    private volatile boolean refused;
    private volatile boolean refusedLast;

    /** What was taken from the pool; the owner's alone. */
    private long pooled;

    /** A budget of this amount, none of it used. */
    public Budget(long limit) {
        this(limit, null);
    }

    /** A budget of this amount, whose heap comes from a pool. */
    public Budget(long limit, @Nullable MemoryPool pool) {
        this.limit = limit;
        this.pool = pool;
    }

    /** Takes an amount if it is there, else remembers that it was refused. */
    public boolean take(long amount) {
        if (amount > limit - used) {
            refuse();
            return false;
        }
        use(amount);
        refusedLast = false;
        return true;
    }

    /** Gives back what was taken and could not be used after all, and remembers that. */
    public void giveBack(long amount) {
        use(-amount);
        refuse();
    }

    /** Takes heap for an array from the pool; always there without one. */
    public boolean takeHeap(long bytes) {
        if (pool == null) {
            return true;
        }
        boolean taken = pool.take(bytes);
        pooled += taken ? bytes : 0;
        return taken;
    }

    /** Gives back the heap of an array that is no longer used. */
    public void giveBackHeap(long bytes) {
        if (pool != null) {
            pool.giveBack(bytes);
            pooled -= bytes;
        }
    }

    /** Gives everything back at the end; only that and whether it was refused is known from then on. */
    public void end() {
        giveBackHeap(pooled);
        used = 0;
    }

    public long limit() {
        return limit;
    }

    /** Changes the limit; what is used already stays. */
    public void limit(long amount) {
        limit = amount;
    }

    public long used() {
        return used;
    }

    public long available() {
        return Math.max(0, limit - used);
    }

    /** Whether anything was ever refused. */
    public boolean wasRefused() {
        return refused;
    }

    /** Whether what was asked for last was refused. */
    public boolean wasRefusedLast() {
        return refusedLast;
    }

    private void refuse() {
        refused = true;
        refusedLast = true;
    }

    private void use(long amount) {
        long before = used; // Only the thread of the instance writes it.
        used = before + amount;
    }
}
