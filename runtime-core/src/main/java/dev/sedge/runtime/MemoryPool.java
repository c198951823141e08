package dev.sedge.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An amount of heap that the linear memories of many instances share, so that all guests together leave room for what
 * else the JVM does. What an instance holds counts with the array behind it, while that grows with the old and the new
 * one, and only its packed form while it is {@linkplain WasmInstance#packMemory packed}. A growth for which there is no
 * room is refused like one beyond {@link ResourceLimits#memoryBytes()}; an instance that needs its packed memory again waits
 * some seconds for others to pack theirs. Thread-safe.
 */
public final class MemoryPool {

    private final long bytes;
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();

    private MemoryPool(long bytes) {
        this.bytes = bytes;
    }

    /** A pool of so many bytes; not negative. */
    public static MemoryPool of(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("memory pool: " + bytes + " bytes is negative");
        }
        return new MemoryPool(bytes);
    }

    /** How much all instances together may hold. */
    public long bytes() {
        return bytes;
    }

    /** How much they hold now. */
    public long used() {
        return used.get();
    }

    /** Takes an amount if it is there. For this library's memories. */
    public boolean take(long amount) {
        long before = used.get();
        while (amount <= bytes - before) {
            if (used.compareAndSet(before, before + amount)) {
                return true;
            }
            before = used.get();
        }
        return false;
    }

    /**
     * Takes an amount, and waits for it if it is not there. For this library's memories.
     *
     * @param nanoseconds how long to wait at most; an interrupt ends the wait early and stays set
     * @return whether it was taken
     */
    public boolean take(long amount, long nanoseconds) {
        if (waiting.get() == 0 && take(amount)) {
            return true;
        }
        waiting.incrementAndGet();
        lock.lock();
        try {
            long left = nanoseconds;
            while (left > 0) {
                if (take(amount)) {
                    given.signal();
                    return true;
                }
                left = given.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
        return take(amount);
    }

    /** Gives back what was taken. For this library's memories. */
    public void giveBack(long amount) {
        used.addAndGet(-amount);
        if (waiting.get() > 0) {
            lock.lock();
            try {
                given.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
