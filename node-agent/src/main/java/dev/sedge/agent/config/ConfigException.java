package dev.sedge.agent.config;

/** A configuration that cannot be used; its message names the file and line or the option, the key, and what would help. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConfigException(String message) {
        super(message);
    }

    ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
