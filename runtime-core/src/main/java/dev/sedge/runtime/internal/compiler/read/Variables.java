package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of one function: its own, and one for each kind at each place of the operand stack, made when needed. */
final class Variables {

    private final List<Var> all = new ArrayList<>();
    private final List<Map<Kind, Var>> stack = new ArrayList<>();
    private @Nullable Var scratch;

    Var add(Kind kind) {
        Var variable = new Var(all.size(), kind);
        all.add(variable);
        return variable;
    }

    Var ofStack(int place, Kind kind) {
        while (stack.size() <= place) {
            stack.add(new EnumMap<>(Kind.class));
        }
        return stack.get(place).computeIfAbsent(kind, this::add);
    }

    /** The upper half of a vector outside of the stack, for what is used at once. */
    Var scratch() {
        Var known = scratch;
        if (known == null) {
            known = add(Kind.HIGH);
            scratch = known;
        }
        return known;
    }

    List<Var> all() {
        return all;
    }
}
