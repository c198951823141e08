package dev.sedge.runtime.internal.compiler.tree;

/**
 * A local variable: one of the Wasm function's, or a place on its operand stack.
 *
 * @param id its number in the function
 * @param kind what it holds
 */
public record Var(int id, Kind kind) {

    /** The variable's place in masks of variables; others may share it. */
    long bit() {
        return 1L << id;
    }
}
