package dev.sedge.agent.config;

/** How one line of the log is written. */
public enum LogFormat {
    /** {@code key=value} pairs, for people and for tools. */
    TEXT,

    /** A JSON object. */
    JSON
}
