package dev.sedge.runtime.internal.compiler.tree;

import dev.sedge.runtime.internal.compiler.tree.FunctionTree.Traits;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What some statements mention: variables, labels, and what the writer must know of them. */
public final class Mentions extends Visitor {

    private final BitSet reads = new BitSet();
    private final BitSet writes = new BitSet();
    private final Set<Label> targets = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Label> orderedTargets = new LinkedHashSet<>();
    private final Set<Label> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean calls;
    private boolean loops;
    private int accesses;
    private boolean throwsExceptions;
    private boolean returns;
    private boolean tailCalls;

    public static Mentions of(List<Stmt> statements) {
        Mentions mentions = new Mentions();
        mentions.visit(statements);
        return mentions;
    }

    @Override
    protected void statement(Stmt statement) {
        Statements.sets(statement).forEach(this::write);
        Statements.reads(statement).forEach(this::read);
        for (Label target : Statements.targets(statement)) {
            if (targets.add(target)) {
                orderedTargets.add(target);
            }
        }
        if (statement instanceof Stmt.Loop loop) {
            loops = true;
            own.add(loop.head());
        } else if (statement instanceof Stmt.Block block) {
            own.add(block.end());
        } else if (statement instanceof Stmt.Store store) {
            accesses += store.memory() == 0 ? 1 : 0;
        } else if (statement instanceof Stmt.CallPart call) {
            calls |= call.part().traits().calls();
            throwsExceptions = true;
        } else if (statement instanceof Stmt.TailCall) {
            tailCalls = true;
        } else if (statement instanceof Stmt.Return) {
            returns = true;
        } else if (statement instanceof Stmt.Throw || statement instanceof Stmt.Try) {
            throwsExceptions = true;
        }
    }

    @Override
    protected void expression(Expr expr) {
        if (expr instanceof Expr.Get get) {
            read(get.variable());
        } else if (expr instanceof Expr.Tee tee) {
            write(tee.variable());
        } else if (expr instanceof Expr.Load load) {
            accesses += load.memory() == 0 ? 1 : 0;
        } else if (expr instanceof Expr.Call) {
            calls = true;
        } else if (expr instanceof Expr.Invoke invoke) {
            calls |= invoke.method().effects().equals(Effects.ALL);
        }
    }

    private void read(Var variable) {
        reads.set(variable.id());
    }

    private void write(Var variable) {
        writes.set(variable.id());
    }

    public BitSet reads() {
        return reads;
    }

    public BitSet writes() {
        return writes;
    }

    /** The labels outside that are gone to, in the order of the statements. */
    public List<Label> exits() {
        return orderedTargets.stream().filter(target -> !own.contains(target)).toList();
    }

    public boolean hasLoops() {
        return loops;
    }

    /** Whether an exception of the guest may leave. */
    public boolean mayThrow() {
        return throwsExceptions || calls;
    }

    /** Whether the function is left. */
    public boolean returns() {
        return returns || tailCalls;
    }

    /** Calls count that may give the memory another array. */
    public Traits traits() {
        return new Traits(calls, loops, accesses, tailCalls);
    }
}
