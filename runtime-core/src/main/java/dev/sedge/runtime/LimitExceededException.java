package dev.sedge.runtime;

/** The guest wanted more than its {@link ResourceLimits} allow. */
public final class LimitExceededException extends WasmException {

    private static final long serialVersionUID = 1L;

    /** Which limit was reached. */
    private final Limit limit;

    /** What can be limited so that reaching it ends the guest. */
    public enum Limit {
        /** {@link ResourceLimits#memoryBytes()}, or the heap of the JVM. */
        MEMORY,
        /** {@link ResourceLimits#tableEntries()}. */
        TABLE,
        /** {@link ResourceLimits#deadline()}. */
        DEADLINE,
        /** {@link EngineConfig#codeBytes()}. */
        CODE,
        /** {@link ResourceLimits#fuel()}. */
        FUEL
    }

    /** An exception for a limit, with one line that says what was wanted and what is allowed. */
    public LimitExceededException(Limit limit, String message) {
        super(message, null);
        this.limit = limit;
    }

    /** Which limit was reached. */
    public Limit limit() {
        return limit;
    }
}
