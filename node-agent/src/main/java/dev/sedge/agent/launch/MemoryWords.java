package dev.sedge.agent.launch;

import dev.sedge.agent.grant.ByteSize;
import dev.sedge.runtime.ResourceLimits;

/** How much memory a guest may have, in words. */
final class MemoryWords {
    private MemoryWords() {}

    /** Its own limit, and what all guests share where that is less. */
    static String of(ResourceLimits limits) {
        String own = "at most " + ByteSize.format(limits.memoryBytes());
        return limits.memoryPool()
                .filter(pool -> pool.bytes() < limits.memoryBytes())
                .map(pool -> own + ", of " + ByteSize.format(pool.bytes())
                        + " that the heap of the agent has for all guests")
                .orElse(own);
    }
}
