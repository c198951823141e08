package dev.sedge.runtime.internal.compiler.vector;

/** What an instruction pushes. */
public sealed interface Outcome {

    /** Nothing: it stores. */
    record None() implements Outcome {}

    /**
     * A scalar.
     *
     * @param value the value
     */
    record Scalar(Term value) implements Outcome {}

    /**
     * A vector with halves that are computed apart.
     *
     * @param low the low half
     * @param high the high half
     */
    record Halves(Term low, Term high) implements Outcome {}

    /**
     * A vector with equal halves, computed once.
     *
     * @param half either half
     */
    record Twice(Term half) implements Outcome {}
}
