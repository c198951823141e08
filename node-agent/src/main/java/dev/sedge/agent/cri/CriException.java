package dev.sedge.agent.cri;

/**
 * A call that cannot be answered; its message reaches the person at kubectl or crictl, so it says what was asked, what is
 * wrong and what would help.
 */
public final class CriException extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What went wrong, in the terms that clients of the CRI act upon; each is the gRPC status code of its name. */
    public enum Kind {
        /** The request itself is wrong, or asks for what this runtime cannot honour. */
        INVALID_ARGUMENT,
        /** There is no such sandbox, container or image. */
        NOT_FOUND,
        /** The name is taken. */
        ALREADY_EXISTS,
        /** Right, but not in the present state. */
        FAILED_PRECONDITION,
        /** It took longer than the caller allowed. */
        DEADLINE_EXCEEDED,
        /** Too much is asked at once. */
        RESOURCE_EXHAUSTED,
        /** Somebody else is needed who cannot be reached now. */
        UNAVAILABLE,
        /** Who asks may not. */
        PERMISSION_DENIED,
        /** A defect, or a failing disk. */
        INTERNAL,
        /** Without a code's prefix in what people read; kubelet looks for words of its own at the message's beginning. */
        UNKNOWN
    }

    /** A failure of this kind. */
    public CriException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure of this kind with the exception that led to it. */
    public CriException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
