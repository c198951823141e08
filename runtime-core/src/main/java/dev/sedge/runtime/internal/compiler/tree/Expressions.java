package dev.sedge.runtime.internal.compiler.tree;

import java.util.List;

/** What expressions are made of. */
public final class Expressions {

    private Expressions() {}

    /** The operands of an expression, in the order of their evaluation. */
    public static List<Expr> operands(Expr expr) {
        if (expr instanceof Expr.Operation operation) {
            return operation.operands();
        } else if (expr instanceof Expr.Load load) {
            return List.of(load.address());
        } else if (expr instanceof Expr.Tee tee) {
            return List.of(tee.value());
        } else if (expr instanceof Expr.Invoke invoke) {
            return invoke.operands();
        } else if (expr instanceof Expr.Call call) {
            return call.operands();
        } else if (expr instanceof Expr.Half half) {
            return List.of(half.value());
        }
        return List.of();
    }

    /** The same expression with other operands, as many as it has. */
    public static Expr withOperands(Expr expr, List<Expr> operands) {
        if (expr instanceof Expr.Operation operation) {
            return new Expr.Operation(operation.operator(), operands, operation.offset());
        } else if (expr instanceof Expr.Load load) {
            return new Expr.Load(load.access(), load.memory(), operands.get(0), load.memoryOffset(), load.offset());
        } else if (expr instanceof Expr.Tee tee) {
            return new Expr.Tee(tee.variable(), operands.get(0));
        } else if (expr instanceof Expr.Invoke invoke) {
            return new Expr.Invoke(invoke.method(), operands, invoke.offset());
        } else if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.callee(), operands, call.offset());
        } else if (expr instanceof Expr.Half half) {
            return new Expr.Half(operands.get(0), half.kind());
        }
        return expr;
    }
}
