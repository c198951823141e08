package dev.sedge.runtime.internal.compiler.tree;

import java.util.List;

/** Walks over statements and expressions in the order in which they are evaluated. */
public abstract class Visitor {

    /** Told of each statement before what is in it. */
    protected void statement(Stmt statement) {}

    /** Told of each expression after what is in it. */
    protected void expression(Expr expr) {}

    public final void visit(List<Stmt> statements) {
        for (int i = 0; i < statements.size(); i++) {
            visit(statements.get(i));
        }
    }

    public final void visit(Stmt statement) {
        statement(statement);
        for (Expr expr : Statements.expressions(statement)) {
            visit(expr);
        }
        for (List<Stmt> list : Statements.lists(statement)) {
            visit(list);
        }
    }

    public final void visit(Expr expr) {
        visitAll(Expressions.operands(expr));
        expression(expr);
    }

    private void visitAll(List<Expr> operands) {
        for (int i = 0; i < operands.size(); i++) {
            visit(operands.get(i));
        }
    }
}
