package dev.sedge.runtime;

import java.util.concurrent.atomic.AtomicLong;

/**
 * An amount of heap that the linear memories of many instances share, so that all guests together leave room for what
 * else the JVM does. What an instance holds counts with the array behind it, while that grows with the old and the new
 * one. A growth for which there is no room is refused like one beyond {@link ResourceLimits#memoryBytes()}. Thread-safe.
 */
public final class MemoryPool {

    private final long bytes;
    private final AtomicLong used = new AtomicLong();

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

    /** Gives back what was taken. For this library's memories. */
    public void giveBack(long amount) {
        used.addAndGet(-amount);
    }
}
