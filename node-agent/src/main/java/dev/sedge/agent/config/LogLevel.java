package dev.sedge.agent.config;

import java.lang.System.Logger.Level;

/** How much the agent says in its log. */
public enum LogLevel {
    /** Only what failed. */
    ERROR(Level.ERROR),

    /** And what is suspicious. */
    WARNING(Level.WARNING),

    /** And what happened to pods, containers and images. */
    INFO(Level.INFO),

    /** And each call. */
    DEBUG(Level.DEBUG);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    /** The least level that is written. */
    public Level level() {
        return level;
    }
}
