package dev.sedge.agent.config;

import dev.sedge.runtime.EngineConfig;

/** What the agent is tuned for; the launcher reads it before there is a JVM. */
public enum Profile {
    /** Least memory: for small devices. */
    SMALL(64L << 20),

    /** Most speed for guests that compute for long. */
    FAST(EngineConfig.defaults().codeBytes());

    private final long codeBytes;

    Profile(long codeBytes) {
        this.codeBytes = codeBytes;
    }

    /** How much compiled code one module may have in memory, in bytes. */
    public long codeBytes() {
        return codeBytes;
    }
}
