package dev.sedge.agent.launch;

import dev.sedge.runtime.MemoryPool;

/** How much of the JVM's heap the linear memories of all guests may have together: what the agent needs itself is spared. */
final class HeapShare {
    private static final long AGENT_BYTES = 24L << 20;

    private HeapShare() {}

    /** Three quarters of the heap, and never the last 24 MiB. */
    static MemoryPool pool(long heapBytes) {
        return MemoryPool.of(Math.max(0, Math.min(heapBytes / 4 * 3, heapBytes - AGENT_BYTES)));
    }
}
