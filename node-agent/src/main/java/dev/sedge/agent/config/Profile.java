package dev.sedge.agent.config;

import dev.sedge.runtime.EngineConfig;

/** What the agent is tuned for; the launcher reads it before there is a JVM. */
public enum Profile {
    /** Least memory: for small devices. */
    SMALL(64L << 20, 0.25),

    /** Most speed for guests that compute for long. */
    FAST(EngineConfig.defaults().codeBytes(), 1);

    private final long codeBytes;
    private final double compileShare;

    Profile(long codeBytes, double compileShare) {
        this.codeBytes = codeBytes;
        this.compileShare = compileShare;
    }

    /** How much compiled code one module may have in memory, in bytes. */
    public long codeBytes() {
        return codeBytes;
    }

    /** For which share of the time modules are compiled before somebody runs them. */
    public double compileShare() {
        return compileShare;
    }
}
