package dev.sedge.runtime.internal;

import dev.sedge.runtime.MemoryPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An amount that an instance may use in all. Taken by the thread of the instance; what is used, whether it ran out and
 * the limit are for all threads.
 */
public final class Budget {

    /** How long {@link #awaitHeap} waits for other instances. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How often it looks whether the guest is to stop meanwhile. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final @Nullable MemoryPool pool;
    private final Runnable poll;
    private final long patienceNanos;

    /** Volatile, as what follows: read by other threads, also when the instance has ended; the limit is set by them. */
    private volatile long limit;

    private volatile long used;
    private volatile boolean refused;
    private volatile boolean refusedLast;

    /** What was taken from the pool, by one thread at a time. */
    private volatile long pooled;

    /** Whether everything was given back; what is taken for an ended instance after all is not counted. */
    private volatile boolean ended;

    /** A budget of this amount, none of it used. */
    public Budget(long limit) {
        this(limit, null);
    }

    /** A budget of this amount, whose heap comes from a pool. */
    public Budget(long limit, @Nullable MemoryPool pool) {
        this(limit, pool, () -> {});
    }

    /**
     * The same, for an instance that can be stopped.
     *
     * @param poll throws while the instance waits for heap if it is to stop
     */
    public Budget(long limit, @Nullable MemoryPool pool, Runnable poll) {
        this(limit, pool, poll, PATIENCE_NANOS);
    }

    Budget(long limit, @Nullable MemoryPool pool, Runnable poll, long patienceNanos) {
        this.limit = limit;
        this.pool = pool;
        this.poll = poll;
        this.patienceNanos = patienceNanos;
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
        return pool == null || ended || count(pool.take(bytes), bytes);
    }

    /**
     * Takes heap for an array from the pool, and waits a while for other instances to give some back.
     *
     * @return whether it is there now; false after some seconds
     */
    public boolean awaitHeap(long bytes) {
        if (pool == null || ended) {
            return true;
        }
        long begin = System.nanoTime();
        while (!pool.take(bytes, Math.min(patienceNanos, LOOK_NANOS))) {
            poll.run();
            if (Thread.currentThread().isInterrupted() || System.nanoTime() - begin > patienceNanos) {
                return false;
            }
        }
        return count(true, bytes);
    }

    private boolean count(boolean taken, long bytes) {
        long before = pooled;
        pooled = taken ? before + bytes : before;
        return taken;
    }

    /** Gives back the heap of an array that is no longer used. */
    public void giveBackHeap(long bytes) {
        if (pool != null && !ended) {
            pool.giveBack(bytes);
            count(true, -bytes);
        }
    }

    /** Gives everything back at the end; only that and whether it was refused is known from then on. */
    public void end() {
        giveBackHeap(pooled);
        ended = true;
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
