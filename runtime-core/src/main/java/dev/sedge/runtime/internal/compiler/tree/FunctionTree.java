package dev.sedge.runtime.internal.compiler.tree;

import java.util.List;

/**
 * A function.
 *
 * @param index its index in the module
 * @param parameters the variables of its parameters
 * @param locals its other variables and what they hold first, those of the operand stack not among them
 * @param results the kinds of its results
 * @param variables how many variables it has in all
 * @param body what it does; ends in a return, branch or trap
 * @param traits what the writer must know about it
 * @param codeStart where its body begins in the module, for traces
 * @param codeEnd where its body ends
 */
public record FunctionTree(
        int index,
        List<Var> parameters,
        List<Stmt.Assign> locals,
        List<Kind> results,
        List<Var> variables,
        List<Stmt> body,
        Traits traits,
        int codeStart,
        int codeEnd) {

    /**
     * What was seen in the function.
     *
     * @param calls whether it calls anything of the guest or the host
     * @param loops whether it has a loop
     * @param accesses how many loads and stores of memory 0 there are
     * @param tailCalls whether it makes tail calls
     */
    public record Traits(boolean calls, boolean loops, int accesses, boolean tailCalls) {

        /** Whether it touches memory 0. */
        public boolean memory() {
            return accesses > 0;
        }
    }
}
