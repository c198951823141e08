package dev.sedge.runtime.internal.compiler.flat;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Expressions;
import dev.sedge.runtime.internal.compiler.tree.Statements;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import dev.sedge.runtime.internal.compiler.tree.Visitor;
import java.util.ArrayList;
import java.util.List;

/** Divides a statement that is too large by evaluating what is in it into variables before, in the same order. */
final class Spills {

    private final List<Var> variables;

    Spills(List<Var> variables) {
        this.variables = variables;
    }

    /** How many expressions are in a statement, itself counted; a branch table counts more. */
    static int weight(Stmt statement) {
        Counter counter = new Counter();
        counter.visit(statement);
        return counter.count;
    }

    private static int weight(Expr expr) {
        Counter counter = new Counter();
        counter.visit(expr);
        return counter.count;
    }

    /** The same as one statement or as several, each below the limit unless it has more operands than that itself. */
    List<Stmt> divide(Stmt statement, int limit) {
        if (weight(statement) <= limit) {
            return List.of(statement);
        }
        List<Stmt> result = new ArrayList<>();
        List<Expr> operands = new ArrayList<>();
        for (Expr expr : Statements.expressions(statement)) {
            operands.add(isMadeFor(statement) ? flat(expr, limit, result) : spill(expr, limit, result));
        }
        result.add(Statements.withExpressions(statement, operands));
        return result;
    }

    /** Whether a statement is there for its expression, which may be a call with no result or several. */
    private static boolean isMadeFor(Stmt statement) {
        return statement instanceof Stmt.CallMany
                || statement instanceof Stmt.TailCall
                || statement instanceof Stmt.Eval
                || statement instanceof Stmt.Assign;
    }

    /** The expression with operands that were evaluated before. */
    private Expr flat(Expr expr, int limit, List<Stmt> before) {
        List<Expr> operands = new ArrayList<>();
        for (Expr operand : Expressions.operands(expr)) {
            operands.add(spill(operand, limit, before));
        }
        return Expressions.withOperands(expr, operands);
    }

    private Expr spill(Expr expr, int limit, List<Stmt> before) {
        if (expr instanceof Expr.Const) {
            return expr;
        }
        Expr value = weight(expr) > limit ? flat(expr, limit, before) : expr;
        Var variable = new Var(variables.size(), expr.kind());
        variables.add(variable);
        before.add(new Stmt.Assign(variable, value));
        return new Expr.Get(variable);
    }

    private static final class Counter extends Visitor {
        private int count;

        @Override
        protected void statement(Stmt statement) {
            count +=
                    statement instanceof Stmt.Switch table ? 1 + table.targets().size() / 4 : 1;
        }

        @Override
        protected void expression(Expr expr) {
            count++;
        }
    }
}
