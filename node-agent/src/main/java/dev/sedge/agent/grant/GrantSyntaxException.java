package dev.sedge.agent.grant;

/** A grant that is not written in the grammar; its message says what was given and what is expected. */
public final class GrantSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    GrantSyntaxException(String message) {
        super(message);
    }
}
