package dev.sedge.runtime.internal.compiler.tree;

import dev.sedge.runtime.internal.compiler.tree.Stmt.Catch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What statements are made of. */
public final class Statements {

    private Statements() {}

    /** The expressions of a statement itself, in the order of their evaluation. */
    public static List<Expr> expressions(Stmt statement) {
        if (statement instanceof Stmt.Assign assign) {
            return List.of(assign.value());
        } else if (statement instanceof Stmt.Store store) {
            return List.of(store.address(), store.value());
        } else if (statement instanceof Stmt.Eval eval) {
            return List.of(eval.value());
        } else if (statement instanceof Stmt.BranchIf branch) {
            return List.of(branch.condition());
        } else if (statement instanceof Stmt.If branch) {
            return List.of(branch.condition());
        } else if (statement instanceof Stmt.GlobalSet set) {
            return List.of(set.value());
        } else if (statement instanceof Stmt.CallMany many) {
            return List.of(many.call());
        } else if (statement instanceof Stmt.Switch branch) {
            return List.of(branch.index());
        } else if (statement instanceof Stmt.Return end) {
            return end.values();
        } else if (statement instanceof Stmt.Throw thrown) {
            return thrown.values();
        } else if (statement instanceof Stmt.TailCall tail) {
            return List.of(tail.call());
        }
        return List.of();
    }

    /** The same statement, one without lists in it, with other expressions, as many as it has. */
    public static Stmt withExpressions(Stmt statement, List<Expr> values) {
        if (statement instanceof Stmt.Assign assign) {
            return new Stmt.Assign(assign.variable(), values.get(0));
        } else if (statement instanceof Stmt.Store store) {
            return new Stmt.Store(
                    store.access(), store.memory(), values.get(0), store.memoryOffset(), values.get(1), store.offset());
        } else if (statement instanceof Stmt.Eval) {
            return new Stmt.Eval(values.get(0));
        } else if (statement instanceof Stmt.BranchIf branch) {
            return new Stmt.BranchIf(values.get(0), branch.target());
        } else if (statement instanceof Stmt.GlobalSet set) {
            return new Stmt.GlobalSet(set.global(), set.half(), values.get(0));
        } else if (statement instanceof Stmt.CallMany many) {
            return new Stmt.CallMany((Expr.Call) values.get(0), many.results());
        } else if (statement instanceof Stmt.Switch branch) {
            return new Stmt.Switch(values.get(0), branch.targets());
        } else if (statement instanceof Stmt.Return) {
            return new Stmt.Return(values);
        } else if (statement instanceof Stmt.Throw thrown) {
            return new Stmt.Throw(thrown.tag(), values, thrown.offset());
        } else if (statement instanceof Stmt.TailCall) {
            return new Stmt.TailCall((Expr.Call) values.get(0));
        }
        return statement;
    }

    /** The lists of statements in a statement. */
    public static List<List<Stmt>> lists(Stmt statement) {
        if (statement instanceof Stmt.Block block) {
            return List.of(block.body());
        } else if (statement instanceof Stmt.Loop loop) {
            return List.of(loop.body());
        } else if (statement instanceof Stmt.Group group) {
            return List.of(group.body());
        } else if (statement instanceof Stmt.If branch) {
            return List.of(branch.then(), branch.otherwise());
        } else if (statement instanceof Stmt.Try guarded) {
            List<List<Stmt>> lists = new ArrayList<>();
            lists.add(guarded.body());
            guarded.catches().forEach(handler -> lists.add(handler.then()));
            return lists;
        }
        return List.of();
    }

    /** The same statement with other lists in it. */
    public static Stmt withLists(Stmt statement, UnaryOperator<List<Stmt>> change) {
        if (statement instanceof Stmt.Block block) {
            return new Stmt.Block(block.end(), change.apply(block.body()));
        } else if (statement instanceof Stmt.Loop loop) {
            return new Stmt.Loop(loop.head(), change.apply(loop.body()));
        } else if (statement instanceof Stmt.Group group) {
            return new Stmt.Group(change.apply(group.body()));
        } else if (statement instanceof Stmt.If branch) {
            return new Stmt.If(branch.condition(), change.apply(branch.then()), change.apply(branch.otherwise()));
        } else if (statement instanceof Stmt.Try guarded) {
            List<Catch> catches = new ArrayList<>();
            for (Catch handler : guarded.catches()) {
                catches.add(
                        new Catch(handler.tag(), handler.values(), handler.exception(), change.apply(handler.then())));
            }
            return new Stmt.Try(change.apply(guarded.body()), catches);
        }
        return statement;
    }

    /** The labels a statement itself goes to. */
    public static List<Label> targets(Stmt statement) {
        if (statement instanceof Stmt.Branch branch) {
            return List.of(branch.target());
        } else if (statement instanceof Stmt.BranchIf branch) {
            return List.of(branch.target());
        } else if (statement instanceof Stmt.Switch branch) {
            return branch.targets();
        } else if (statement instanceof Stmt.CallPart call) {
            return call.part().exits();
        }
        return List.of();
    }

    /** Whether control comes behind it, as far as that can be seen in the statement itself. */
    public static boolean ends(Stmt statement) {
        if (statement instanceof Stmt.CallPart call) {
            return call.part().ends();
        }
        if (statement instanceof Stmt.Loop loop) {
            return ends(loop.body());
        }
        if (statement instanceof Stmt.Group group) {
            return ends(group.body());
        }
        if (statement instanceof Stmt.If branch) {
            return branch.otherwise().isEmpty() || ends(branch.then()) || ends(branch.otherwise());
        }
        if (statement instanceof Stmt.Try guarded) {
            return ends(guarded.body());
        }
        return !(statement instanceof Stmt.Branch
                || statement instanceof Stmt.Switch
                || statement instanceof Stmt.Return
                || statement instanceof Stmt.Unreachable
                || statement instanceof Stmt.Throw
                || statement instanceof Stmt.TailCall);
    }

    /** Whether control comes behind a list. */
    public static boolean ends(List<Stmt> statements) {
        return statements.isEmpty() || ends(statements.get(statements.size() - 1));
    }

    /** The variables a statement itself sets, apart from those that its expressions set. */
    public static List<Var> sets(Stmt statement) {
        if (statement instanceof Stmt.Assign assign) {
            return List.of(assign.variable());
        } else if (statement instanceof Stmt.CallMany many) {
            return many.results();
        } else if (statement instanceof Stmt.CallPart call) {
            return call.part().outputs();
        } else if (statement instanceof Stmt.Try guarded) {
            List<Var> set = new ArrayList<>();
            for (Catch handler : guarded.catches()) {
                set.addAll(handler.values());
                set.addAll(handler.exception());
            }
            return set;
        }
        return List.of();
    }

    /** The variables a statement reads itself, apart from those that its expressions read. */
    public static List<Var> reads(Stmt statement) {
        return statement instanceof Stmt.CallPart call ? call.part().inputs() : List.of();
    }
}
