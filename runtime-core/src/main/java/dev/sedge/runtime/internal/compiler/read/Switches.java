package dev.sedge.runtime.internal.compiler.read;

import static java.util.Objects.requireNonNull;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Builds a branch table. A target that takes values along, or that is the end of the function, is reached through a block
 * of its own, behind which the values are moved.
 */
final class Switches {

    private final BiFunction<ControlFrame, List<Expr>, List<Stmt>> arrival;

    Switches(BiFunction<ControlFrame, List<Expr>, List<Stmt>> arrival) {
        this.arrival = arrival;
    }

    List<Stmt> build(Expr index, List<ControlFrame> targets, List<Expr> values) {
        Map<ControlFrame, Label> labels = new LinkedHashMap<>();
        Map<ControlFrame, List<Stmt>> behind = new LinkedHashMap<>();
        List<Label> entries = new ArrayList<>(targets.size());
        for (ControlFrame target : targets) {
            entries.add(labels.computeIfAbsent(target, it -> label(it, values, behind)));
        }
        List<Stmt> statements = List.of(new Stmt.Switch(index, entries));
        for (Map.Entry<ControlFrame, List<Stmt>> exit : behind.entrySet()) {
            List<Stmt> around = new ArrayList<>();
            around.add(new Stmt.Block(requireNonNull(labels.get(exit.getKey())), statements));
            around.addAll(exit.getValue());
            statements = around;
        }
        return statements;
    }

    private Label label(ControlFrame target, List<Expr> values, Map<ControlFrame, List<Stmt>> behind) {
        List<Stmt> statements = arrival.apply(target, values);
        if (statements.size() == 1 && statements.get(0) instanceof Stmt.Branch branch) {
            return branch.target();
        }
        behind.put(target, statements);
        Label own = new Label();
        own.addBranch();
        return own;
    }
}
