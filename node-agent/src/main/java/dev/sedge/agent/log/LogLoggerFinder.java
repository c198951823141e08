package dev.sedge.agent.log;

/** Makes {@link Log} the backend of {@link System.Logger}; the JDK finds it as a service. */
public final class LogLoggerFinder extends System.LoggerFinder {
    /** For the JDK. */
    public LogLoggerFinder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new SystemLogger(name);
    }
}
