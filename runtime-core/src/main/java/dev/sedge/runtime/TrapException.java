package dev.sedge.runtime;

/**
 * The guest trapped. The message begins with the words of the WebAssembly specification's test suite, for example
 * {@code integer divide by zero} or {@code out of bounds memory access}.
 *
 * @see <a href="https://webassembly.github.io/spec/core/intro/overview.html#trap">Traps</a>
 */
public final class TrapException extends WasmException {

    private static final long serialVersionUID = 1L;

    /** A trap with this message. A host function may throw it to trap its guest. */
    public TrapException(String message) {
        super(message, null);
    }

    /** A trap with this message and what caused it inside the engine. */
    public TrapException(String message, Throwable cause) {
        super(message, cause);
    }
}
