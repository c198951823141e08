package dev.sedge.runtime.internal.compiler.split;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Statements;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.List;

/** Replaces returns by a branch to the end of the function, with the results in variables. */
final class Returns {

    private final Label end;
    private final List<Var> results;

    Returns(Label end, List<Var> results) {
        this.end = end;
        this.results = results;
    }

    static List<Expr> values(List<Var> variables) {
        List<Expr> values = new ArrayList<>();
        variables.forEach(variable -> values.add(new Expr.Get(variable)));
        return values;
    }

    List<Stmt> replace(List<Stmt> statements) {
        List<Stmt> replaced = new ArrayList<>(statements.size());
        for (Stmt statement : statements) {
            if (statement instanceof Stmt.Return found) {
                for (int i = 0; i < results.size(); i++) {
                    replaced.add(new Stmt.Assign(results.get(i), found.values().get(i)));
                }
                replaced.add(new Stmt.Branch(end));
            } else {
                replaced.add(Statements.withLists(statement, this::replace));
            }
        }
        return replaced;
    }
}
