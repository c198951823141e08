package dev.sedge.agent.serve;

import java.util.function.LongSupplier;

/**
 * Has the heap collected when it has grown, so that the JVM gives memory back. Memories of guests that ended are garbage of a
 * megabyte and more each: on JDK 25 the heap was seen to grow to its limit of 256 MB with 24 MB in use. For one thread.
 */
final class HeapTrimmer {

    /** Less is not worth a collection. */
    private static final long LEAST_GROWTH = 32L << 20;

    private final LongSupplier heapBytes;
    private final Runnable collect;
    private long kept;

    /**
     * @param heapBytes how much memory the heap has now
     * @param collect collects all garbage, and gives memory back
     */
    HeapTrimmer(LongSupplier heapBytes, Runnable collect) {
        this.heapBytes = heapBytes;
        this.collect = collect;
        this.kept = heapBytes.getAsLong();
    }

    /** Of the heap of this JVM. */
    static HeapTrimmer ofJvm() {
        return new HeapTrimmer(Runtime.getRuntime()::totalMemory, System::gc);
    }

    /** Collects if the heap has grown by half of what was left after the last time. */
    void look() {
        long now = heapBytes.getAsLong();
        if (now - kept < Math.max(LEAST_GROWTH, kept / 2)) {
            kept = Math.min(kept, now);
            return;
        }
        collect.run();
        kept = heapBytes.getAsLong();
    }
}
