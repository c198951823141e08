package dev.sedge.runtime.internal.compiler.split;

import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Statements;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Replaces branches to some labels by other statements. */
final class Branches {

    private final Function<Label, List<Stmt>> replacement;

    /** @param replacement what to do in place of a branch to a label; nothing to leave it as it is */
    Branches(Function<Label, List<Stmt>> replacement) {
        this.replacement = replacement;
    }

    List<Stmt> replace(List<Stmt> statements) {
        List<Stmt> replaced = new ArrayList<>(statements.size());
        for (Stmt statement : statements) {
            replaced.addAll(replace(statement));
        }
        return replaced;
    }

    private List<Stmt> replace(Stmt statement) {
        if (statement instanceof Stmt.Branch branch) {
            List<Stmt> instead = replacement.apply(branch.target());
            return instead.isEmpty() ? List.of(branch) : instead;
        }
        if (statement instanceof Stmt.BranchIf branch) {
            List<Stmt> instead = replacement.apply(branch.target());
            return List.of(instead.isEmpty() ? branch : new Stmt.If(branch.condition(), instead, List.of()));
        }
        if (statement instanceof Stmt.Switch branch) {
            return replace(branch);
        }
        return List.of(Statements.withLists(statement, this::replace));
    }

    private List<Stmt> replace(Stmt.Switch table) {
        IdentityHashMap<Label, Label> changed = new IdentityHashMap<>();
        List<Label> targets = new ArrayList<>();
        for (Label target : table.targets()) {
            boolean replaced = !replacement.apply(target).isEmpty();
            targets.add(replaced ? changed.computeIfAbsent(target, it -> used()) : target);
        }
        List<Stmt> statements = List.of(new Stmt.Switch(table.index(), targets));
        for (Map.Entry<Label, Label> entry : changed.entrySet()) {
            List<Stmt> around = new ArrayList<>();
            around.add(new Stmt.Block(entry.getValue(), statements));
            around.addAll(replacement.apply(entry.getKey()));
            statements = around;
        }
        return statements;
    }

    private static Label used() {
        Label label = new Label();
        label.addBranch();
        return label;
    }
}
