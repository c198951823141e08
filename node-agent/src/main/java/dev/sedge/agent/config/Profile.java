package dev.sedge.agent.config;

/** What the JVM of the agent is tuned for; the launcher reads it before there is a JVM. */
public enum Profile {
    /** Least memory: for small devices. */
    SMALL,

    /** Most speed for guests that compute for long. */
    FAST
}
