package dev.sedge.runtime.internal.compiler.flat;

import dev.sedge.runtime.internal.compiler.flat.FlatFunction.Piece;
import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.FunctionTree;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Operator;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.List;

/** Turns structured statements into a list with branches, and cuts it into pieces. */
final class Flattener {

    /** Expressions and statements in one piece: some 3,000 bytes of bytecode. */
    private static final int MAX_WEIGHT = 300;

    /** Half of the places a piece may have: one statement places one label. */
    private static final int MAX_LABELS = FlatFunction.PLACES / 2;

    /** Entries of one branch table. */
    private static final int MAX_TABLE = 500;

    private final List<Var> variables;
    private final Spills spills;
    private final List<Piece> pieces = new ArrayList<>();
    private List<Stmt> statements = new ArrayList<>();
    private List<Stmt.Catch> guards = List.of();
    private int weight;
    private int labels;

    Flattener(List<Var> variables) {
        this.variables = variables;
        this.spills = new Spills(variables);
    }

    List<Piece> flatten(FunctionTree tree) {
        for (Stmt.Assign local : tree.locals()) {
            // All variables are zero or null at first.
            if (!(local.value() instanceof Expr.Const value && value.bits() == 0)) {
                add(local);
            }
        }
        addAll(tree.body());
        cut();
        return pieces;
    }

    private void cut() {
        if (!statements.isEmpty()) {
            pieces.add(new Piece(statements, guards, new ArrayList<>()));
            statements = new ArrayList<>();
            weight = 0;
            labels = 0;
        }
    }

    private void guard(List<Stmt.Catch> handlers) {
        cut();
        guards = handlers;
    }

    private void addAll(List<Stmt> list) {
        for (Stmt statement : list) {
            add(statement);
        }
    }

    private void add(Stmt statement) {
        if (statement instanceof Stmt.Block block) {
            addAll(block.body());
            append(new Stmt.Block(block.end(), List.of()), 1);
        } else if (statement instanceof Stmt.Loop loop) {
            append(new Stmt.Loop(loop.head(), List.of()), 3);
            addAll(loop.body());
        } else if (statement instanceof Stmt.If branch) {
            addIf(branch);
        } else if (statement instanceof Stmt.Try guarded) {
            addTry(guarded);
        } else if (statement instanceof Stmt.Switch table && table.targets().size() > MAX_TABLE) {
            addTable(table);
        } else {
            for (Stmt one : spills.divide(statement, MAX_WEIGHT)) {
                append(one, Spills.weight(one));
            }
        }
    }

    private void append(Stmt statement, int more) {
        if (weight + more > MAX_WEIGHT || labels == MAX_LABELS) {
            cut();
        }
        statements.add(statement);
        weight += more;
        labels += FlatFunction.isPlace(statement) ? 1 : 0;
    }

    private void place(Label label) {
        append(new Stmt.Block(label, List.of()), 1);
    }

    private void addIf(Stmt.If branch) {
        Label otherwise = new Label();
        Expr not = new Expr.Operation(Operator.I32_EQZ, List.of(branch.condition()), 0);
        add(new Stmt.BranchIf(not, otherwise));
        addAll(branch.then());
        if (branch.otherwise().isEmpty()) {
            place(otherwise);
            return;
        }
        Label end = new Label();
        append(new Stmt.Branch(end), 1);
        place(otherwise);
        addAll(branch.otherwise());
        place(end);
    }

    private void addTry(Stmt.Try guarded) {
        List<Stmt.Catch> outer = guards;
        List<Stmt.Catch> inner = new ArrayList<>();
        List<Label> handlers = new ArrayList<>();
        for (Stmt.Catch handler : guarded.catches()) {
            Label label = new Label();
            handlers.add(label);
            inner.add(new Stmt.Catch(
                    handler.tag(), handler.values(), handler.exception(), List.of(new Stmt.Branch(label))));
        }
        inner.addAll(outer);
        guard(inner);
        addAll(guarded.body());
        Label end = new Label();
        append(new Stmt.Branch(end), 1);
        guard(outer);
        for (int i = 0; i < handlers.size(); i++) {
            place(handlers.get(i));
            addAll(guarded.catches().get(i).then());
            append(new Stmt.Branch(end), 1);
        }
        place(end);
    }

    /** A table as several that follow each other, each for the indices that those before it are not for. */
    private void addTable(Stmt.Switch table) {
        Var index = new Var(variables.size(), Kind.INT);
        variables.add(index);
        add(new Stmt.Assign(index, table.index()));
        int count = table.targets().size() - 1;
        Label otherwise = table.targets().get(count);
        for (int from = 0; from < count; from += MAX_TABLE) {
            int to = Math.min(from + MAX_TABLE, count);
            Label next = new Label();
            Expr beyond = new Expr.Operation(Operator.I32_GE_U, List.of(new Expr.Get(index), Expr.Const.of(to)), 0);
            add(new Stmt.BranchIf(beyond, next));
            List<Label> targets = new ArrayList<>(table.targets().subList(from, to));
            targets.add(otherwise);
            Expr place = new Expr.Operation(Operator.I32_SUB, List.of(new Expr.Get(index), Expr.Const.of(from)), 0);
            append(new Stmt.Switch(place, targets), MAX_WEIGHT / 2);
            place(next);
        }
        append(new Stmt.Branch(otherwise), 1);
    }
}
