package dev.sedge.agent.args;

/** Words that a command does not understand; the message says which. */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
