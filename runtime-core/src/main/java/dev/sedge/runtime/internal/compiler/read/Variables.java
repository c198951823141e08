package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of one function: its own, and one for each kind at each place of the operand stack, made when needed. */
final class Variables {

    private static final int KINDS = Kind.values().length;

    private final List<Var> all = new ArrayList<>();
    private final List<@Nullable Var> stack = new ArrayList<>();
    private @Nullable Var scratch;

    Var add(Kind kind) {
        Var variable = new Var(all.size(), kind);
        all.add(variable);
        return variable;
    }

    Var ofStack(int place, Kind kind) {
        int at = place * KINDS + kind.ordinal();
        while (stack.size() <= at) {
            stack.add(null);
        }
        Var known = stack.get(at);
        if (known != null) {
            return known;
        }
        Var made = add(kind);
        stack.set(at, made);
        return made;
    }

    /** The upper half of a vector outside of the stack, for what is used at once. */
    Var scratch() {
        Var known = scratch;
        return known != null ? known : (scratch = add(Kind.HIGH));
    }

    List<Var> all() {
        return all;
    }
}
