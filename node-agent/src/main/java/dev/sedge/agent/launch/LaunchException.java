package dev.sedge.agent.launch;

/** A guest that cannot be started as asked; its message says what was asked, what is wrong and what would help. */
public final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
