package dev.sedge.runtime.internal.spec;

/** What the suite asks for and Sedge does not have on purpose, whatever the tier. */
enum Scope {
    TEXT("is a module in the text format; Sedge reads binary ones"),
    CUSTOM("is about the content of custom sections, which Sedge does not read"),
    PROPOSAL("is an invalid module of a proposal that Sedge refuses, valid or not"),
    IMPORT("imports a memory, table, global or tag; Sedge links functions only"),
    REFERENCE("calls another instance with references to functions, which belong to one instance here"),
    GLOBAL("reads a global from outside, for which the seam has no call");

    private final String reason;

    Scope(String reason) {
        this.reason = reason;
    }

    @Override
    public String toString() {
        return reason;
    }

    /** Ends a command that asks for such a thing. */
    static final class OutsideException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Scope scope;

        OutsideException(Scope scope) {
            super(scope.toString());
            this.scope = scope;
        }

        Scope scope() {
            return scope;
        }
    }
}
