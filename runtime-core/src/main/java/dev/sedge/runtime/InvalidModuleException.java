package dev.sedge.runtime;

/** The bytes are not a Wasm module this engine runs: damaged, of another kind, over a {@link ModuleLimits} cap, or unsupported. */
public final class InvalidModuleException extends WasmException {

    private static final long serialVersionUID = 1L;

    /** An exception with one line that says what is wrong and, where known, what would help. */
    public InvalidModuleException(String message) {
        super(message, null);
    }

    /** An exception with one line that says what is wrong, and its cause. */
    public InvalidModuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
