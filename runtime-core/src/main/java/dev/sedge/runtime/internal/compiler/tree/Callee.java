package dev.sedge.runtime.internal.compiler.tree;

import java.util.List;

/** What a call calls. */
public sealed interface Callee {

    List<Kind> parameters();

    List<Kind> results();

    /** A function, imported or not. */
    record Direct(int function, List<Kind> parameters, List<Kind> results) implements Callee {}

    /** An entry of a table; its index is the last operand. */
    record Indirect(int type, int table, List<Kind> parameters, List<Kind> results) implements Callee {}

    /** A function reference, which is the last operand. */
    record Reference(int type, List<Kind> parameters, List<Kind> results) implements Callee {}
}
