package dev.sedge.wasi;

/**
 * A guest could not be set up: its module is no command, or something that it was granted cannot be opened. What goes
 * wrong while a guest runs is a {@link dev.sedge.runtime.WasmException} instead.
 */
public final class WasiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was tried, on what, what was observed, and what would help
     */
    public WasiException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message what was tried, on what, what was observed, and what would help
     * @param cause what was observed
     */
    public WasiException(String message, Throwable cause) {
        super(message, cause);
    }
}
