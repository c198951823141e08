package dev.sedge.runtime.internal.compiler.tree;

/** How two numbers are compared before a jump on the outcome. */
public enum Comparison {
    /** An int with zero: the jump does it. */
    INT_ZERO,
    /** A long with zero. */
    LONG_ZERO,
    /** Two ints: one of IF_ICMPEQ to IF_ICMPLE does it. */
    INT,
    INT_UNSIGNED,
    LONG,
    LONG_UNSIGNED,
    /** Two floats, of which a NaN counts as greater, so that "less" is false. */
    FLOAT_LESS,
    /** Two floats, of which a NaN counts as less. */
    FLOAT_GREATER,
    DOUBLE_LESS,
    DOUBLE_GREATER
}
