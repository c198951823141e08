package dev.sedge.runtime.internal.compiler.split;

import static java.util.Objects.requireNonNull;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Expressions;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Statements;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Stmt.Catch;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which variables may still be read: behind each statement of the lists that are large enough to be divided, and at labels.
 * It goes backwards over the tree. A loop is gone over twice where something in it is to be remembered: first to learn what
 * it reads of what it is given.
 */
final class Liveness {

    private final Sizes sizes;
    private final int interesting;
    private final Map<Stmt, List<Label>> meant;
    private final IdentityHashMap<Label, BitSet> atLabel = new IdentityHashMap<>();
    private final IdentityHashMap<List<Stmt>, List<BitSet>> around = new IdentityHashMap<>();
    private final IdentityHashMap<List<Stmt>, BitSet> guarded = new IdentityHashMap<>();

    /** What handlers around the statement may read. */
    private BitSet handlers = new BitSet();

    private boolean remembering = true;

    /**
     * @param interesting the size of lists from which on they are remembered
     * @param meant where some statements really go, by {@link SwitchGroups#meant}
     */
    Liveness(Sizes sizes, int interesting, Map<Stmt, List<Label>> meant) {
        this.sizes = sizes;
        this.interesting = interesting;
        this.meant = meant;
    }

    void analyse(List<Stmt> body) {
        before(body, new BitSet());
    }

    /** What may be read at a label. */
    BitSet at(Label label) {
        return atLabel.getOrDefault(label, new BitSet());
    }

    /** What may be read before the first statement of a list, and behind each; the list must be one that is remembered. */
    List<BitSet> around(List<Stmt> statements) {
        return requireNonNull(around.get(statements));
    }

    /** What handlers around a list may read. */
    BitSet handlers(List<Stmt> statements) {
        return guarded.getOrDefault(statements, new BitSet());
    }

    private BitSet before(List<Stmt> statements, BitSet after) {
        boolean remember = remembering && (sizes.of(statements) > interesting || Groups.areIn(statements));
        List<BitSet> sets = new ArrayList<>();
        BitSet live = after;
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (remember) {
                sets.add(live);
            }
            live = before(statements.get(i), live);
        }
        if (remember) {
            sets.add(live);
            Collections.reverse(sets);
            around.put(statements, sets);
            guarded.put(statements, handlers);
        }
        return live;
    }

    private BitSet before(Stmt statement, BitSet after) {
        BitSet live = copy(after);
        if (statement instanceof Stmt.Block block) {
            atLabel.put(block.end(), after);
            return before(block.body(), after);
        } else if (statement instanceof Stmt.Group group) {
            return before(group.body(), after);
        } else if (statement instanceof Stmt.Loop loop) {
            return beforeLoop(loop, after);
        } else if (statement instanceof Stmt.If branch) {
            live = before(branch.then(), after);
            live = union(live, before(branch.otherwise(), after));
        } else if (statement instanceof Stmt.Try tried) {
            live = beforeTry(tried, after);
        } else if (!Statements.ends(statement)) {
            live = new BitSet();
        }
        for (Label target : meant.getOrDefault(statement, Statements.targets(statement))) {
            live.or(at(target));
        }
        if (!(statement instanceof Stmt.Try)) {
            for (Var set : Statements.sets(statement)) {
                live.clear(set.id());
            }
        }
        for (Var read : Statements.reads(statement)) {
            live.set(read.id());
        }
        backwards(Statements.expressions(statement), live);
        live.or(handlers);
        return live;
    }

    private BitSet beforeLoop(Stmt.Loop loop, BitSet after) {
        boolean outer = remembering;
        remembering = false;
        atLabel.put(loop.head(), new BitSet());
        BitSet head = before(loop.body(), after);
        remembering = outer;
        atLabel.put(loop.head(), head);
        return remembering ? before(loop.body(), after) : head;
    }

    private BitSet beforeTry(Stmt.Try tried, BitSet after) {
        BitSet caught = new BitSet();
        for (Catch handler : tried.catches()) {
            BitSet live = copy(before(handler.then(), after));
            handler.values().forEach(value -> live.clear(value.id()));
            handler.exception().forEach(exception -> live.clear(exception.id()));
            caught.or(live);
        }
        BitSet around = handlers;
        handlers = union(around, caught);
        BitSet live = union(before(tried.body(), after), caught);
        handlers = around;
        return live;
    }

    /** From behind an expression to before it. */
    private static void backwards(Expr expr, BitSet live) {
        if (expr instanceof Expr.Get get) {
            live.set(get.variable().id());
        } else if (expr instanceof Expr.Tee tee) {
            live.clear(tee.variable().id());
        }
        backwards(Expressions.operands(expr), live);
    }

    private static void backwards(List<Expr> operands, BitSet live) {
        for (int i = operands.size() - 1; i >= 0; i--) {
            backwards(operands.get(i), live);
        }
    }

    private static BitSet copy(BitSet set) {
        return (BitSet) set.clone();
    }

    private static BitSet union(BitSet one, BitSet other) {
        BitSet union = copy(one);
        union.or(other);
        return union;
    }
}
