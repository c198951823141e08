package dev.sedge.runtime.internal.compiler.emit;

/** A method of a function became longer than HotSpot compiles. */
final class OverlongMethodException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int function;

    OverlongMethodException(int function) {
        super("function " + function + " does not fit into a method", null, false, false);
        this.function = function;
    }

    int function() {
        return function;
    }
}
