package dev.sedge.wasi;

/**
 * Unwinds a guest that called {@code proc_exit}. {@link Wasi} turns it into an {@link ExitStatus}; only an embedder who
 * calls exports on top of a {@link WasiContext} meets it. Not an error, so it has no stack trace.
 */
public final class ExitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * Makes the exception.
     *
     * @param code what the guest gave to {@code proc_exit}
     */
    public ExitException(int code) {
        super("guest exited with status " + Integer.toUnsignedString(code), null, false, false);
        this.code = code;
    }

    /**
     * What the guest gave to {@code proc_exit}.
     *
     * @return the status
     */
    public ExitStatus status() {
        return new ExitStatus(code);
    }
}
