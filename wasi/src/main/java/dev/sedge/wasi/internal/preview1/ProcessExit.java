package dev.sedge.wasi.internal.preview1;

/** Unwinds a guest that called {@code proc_exit}. Not an error; it has no stack trace. */
public final class ProcessExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    ProcessExit(int code) {
        super("guest exited with status " + Integer.toUnsignedString(code), null, false, false);
        this.code = code;
    }

    /**
     * The full 32 bits that the guest gave.
     *
     * @return the code
     */
    public int code() {
        return code;
    }
}
