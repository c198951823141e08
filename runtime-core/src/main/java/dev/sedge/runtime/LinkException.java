package dev.sedge.runtime;

/** The imports given do not fit the module, or one of its segments does not fit its memory or table. */
public final class LinkException extends WasmException {

    private static final long serialVersionUID = 1L;

    /** An exception whose message names every import that is missing or of another type. */
    public LinkException(String message) {
        super(message, null);
    }
}
