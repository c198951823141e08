package dev.sedge.runtime.internal.compiler.tree;

import java.util.List;

/**
 * Statements of a function that are a method of their own. It is left at its end or by branches to labels outside: its
 * exits.
 *
 * @param number its number in the function
 * @param inputs the variables whose values it is given
 * @param outputs the variables whose values it gives back, whichever exit it takes
 * @param exits the labels it may go to
 * @param needed which of the outputs are read after its end, and after each of its exits
 * @param ends whether it may also come to its end
 * @param body what it does
 * @param traits what was seen in it
 */
public record Part(
        int number,
        List<Var> inputs,
        List<Var> outputs,
        List<Label> exits,
        List<List<Var>> needed,
        boolean ends,
        List<Stmt> body,
        FunctionTree.Traits traits) {

    /** How the exit that was taken, and an output, come back from the method. */
    public enum Answer {
        /** There is one exit only: the method yields the first output, or nothing. */
        OUTPUT,
        /** It yields the number of the exit: 0 for the end, else counted from 1. */
        EXIT,
        /** The number of the exit in the upper half of a long, the only output in the lower. */
        BOTH
    }

    public Answer answer() {
        if (exits.size() + (ends ? 1 : 0) <= 1) {
            return Answer.OUTPUT;
        }
        boolean one = outputs.size() == 1 && outputs.get(0).kind() == Kind.INT;
        return one ? Answer.BOTH : Answer.EXIT;
    }

    /** What the method yields: one kind or none. */
    public List<Kind> result() {
        return switch (answer()) {
            case OUTPUT ->
                outputs.isEmpty() ? List.of() : List.of(outputs.get(0).kind());
            case EXIT -> List.of(Kind.INT);
            case BOTH -> List.of(Kind.LONG);
        };
    }
}
