package dev.sedge.agent.cli;

/** A command that cannot be carried out; its message is the one line that the person at the terminal sees. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
