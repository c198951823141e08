package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.compiler.tree.Effects;
import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Expr.Const;
import dev.sedge.runtime.internal.compiler.tree.Expr.Get;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The operand stack while a function is read: expressions that are not evaluated yet, and the statements so far. An
 * expression waits until it is used; when a statement comes first that must not change places with it, its value is put
 * into the variable of its place on the stack. What waits is evaluated from the bottom to the top, as it was pushed.
 */
final class OperandStack {

    /** Deeper expressions are cut, because whoever walks over them calls itself. */
    private static final int MAX_NESTING = 100;

    /** So many may wait at most: each statement looks at all of them. */
    private static final int MAX_WAITING = 64;

    private final Variables variables;
    private final List<Expr> entries = new ArrayList<>();
    private List<Stmt> statements = new ArrayList<>();

    /** All entries below this one are settled. */
    private int waiting;

    OperandStack(Variables variables) {
        this.variables = variables;
    }

    int height() {
        return entries.size();
    }

    List<Stmt> statements() {
        return statements;
    }

    /** Lets statements go to another list; the one so far. */
    List<Stmt> into(List<Stmt> list) {
        List<Stmt> before = statements;
        statements = list;
        return before;
    }

    void push(Expr value) {
        entries.add(value);
        if (value.depth() > MAX_NESTING) {
            settle(1);
        } else if (entries.size() - waiting > MAX_WAITING) {
            settleAll();
        }
    }

    /**
     * Pushes the two halves of a vector, which are computed from variables only. The upper one is computed first where it
     * reads the place of the lower.
     */
    void push(Expr low, Expr high) {
        Var place = variables.ofStack(entries.size(), Kind.LONG);
        Expr lower = half(low, Kind.LONG);
        Expr upper = half(high, Kind.HIGH);
        if (upper.effects().conflictsWith(Effects.NONE.andWrite(place))) {
            Var scratch = variables.scratch();
            assign(scratch, upper);
            push(lower);
            push(new Get(scratch));
        } else {
            push(lower);
            push(upper);
        }
    }

    private static Expr half(Expr value, Kind kind) {
        return value.kind() == kind ? value : new Expr.Half(value, kind);
    }

    /** Pushes the variable of a place, which holds its value already. */
    void pushVariable(Kind kind) {
        entries.add(new Get(variables.ofStack(entries.size(), kind)));
    }

    Expr pop() {
        Expr value = entries.remove(entries.size() - 1);
        waiting = Math.min(waiting, entries.size());
        return value;
    }

    /** The kind of an entry, counted from the top. */
    Kind peekKind(int below) {
        return entries.get(entries.size() - 1 - below).kind();
    }

    /** The upper ones, the lowest first. */
    List<Expr> top(int count) {
        return List.copyOf(entries.subList(entries.size() - count, entries.size()));
    }

    /** Pops some, the lowest first in the list. */
    List<Expr> pop(int count) {
        List<Expr> top = entries.subList(entries.size() - count, entries.size());
        List<Expr> values = List.copyOf(top);
        top.clear();
        waiting = Math.min(waiting, entries.size());
        return values;
    }

    /** Forgets what is above a height. */
    void cut(int height) {
        entries.subList(height, entries.size()).clear();
        waiting = Math.min(waiting, height);
    }

    /** Does something now; its operands have been popped. */
    void add(Stmt statement, Effects effects) {
        settleBefore(effects);
        statements.add(statement);
    }

    /** Adds a statement that nothing may wait for, or that nothing waits for. */
    void add(Stmt statement) {
        statements.add(statement);
    }

    void add(List<Stmt> moves) {
        statements.addAll(moves);
    }

    /** Sets a variable now. */
    void assign(Var variable, Expr value) {
        add(new Stmt.Assign(variable, value), value.effects().andWrite(variable));
    }

    /** Evaluates all that must not wait until something with these effects is done. */
    void settleBefore(Effects effects) {
        settle(entries.size(), effects);
    }

    /** Puts the upper ones into the variables of their places, unless they are constants or there already. */
    void settle(int count) {
        settle(entries.size() - count, Effects.NONE);
    }

    void settleAll() {
        settle(waiting, Effects.NONE);
        waiting = entries.size();
    }

    /** Evaluates all from a place on, and those below it that must not wait until these are, or until something else is. */
    private void settle(int from, Effects effects) {
        Effects done = effects;
        BitSet now = new BitSet();
        for (int i = entries.size() - 1; i >= waiting; i--) {
            Expr entry = entries.get(i);
            if (!isSettled(i) && (i >= from || entry.effects().conflictsWith(done))) {
                now.set(i);
                done = done.and(entry.effects()).andWrite(variables.ofStack(i, entry.kind()));
            }
        }
        for (int i = now.nextSetBit(0); i >= 0; i = now.nextSetBit(i + 1)) {
            settleAt(i);
        }
    }

    /** As {@link #settle}, constants too. */
    void settleVariables(int count) {
        settle(count);
        for (int i = entries.size() - count; i < entries.size(); i++) {
            if (entries.get(i) instanceof Const) {
                settleAt(i);
            }
        }
    }

    private boolean isSettled(int place) {
        Expr entry = entries.get(place);
        if (entry instanceof Get get) {
            return get.variable().equals(variables.ofStack(place, entry.kind()));
        }
        return entry instanceof Const;
    }

    private void settleAt(int place) {
        Expr entry = entries.get(place);
        Var variable = variables.ofStack(place, entry.kind());
        statements.add(new Stmt.Assign(variable, entry));
        entries.set(place, new Get(variable));
    }
}
