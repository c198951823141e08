package dev.sedge.runtime.internal.compiler.split;

import dev.sedge.runtime.internal.compiler.run.Shared;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Part;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses the variables that the parts of a function share, as fields of an object that all of them are given: others are
 * passed in and out one by one each time. An interpreter goes from part to part with dozens of variables, of which it
 * touches three.
 */
final class SharedVariables {

    private static final int MIN_PARTS = 2;

    private final int[] parts;

    private SharedVariables(int variables) {
        parts = new int[variables];
    }

    /** Those that go in or out of most parts, of those that do of several. */
    static List<Var> of(List<Part> parts, List<Var> variables) {
        SharedVariables passed = new SharedVariables(variables.size());
        parts.forEach(passed::count);
        List<Var> shared = new ArrayList<>(passed.most(variables, Kind.INT, Shared.INTS));
        shared.addAll(passed.most(variables, Kind.LONG, Shared.LONGS));
        return shared;
    }

    private void count(Part part) {
        Set<Var> passed = new LinkedHashSet<>(part.inputs());
        passed.addAll(part.outputs());
        passed.forEach(variable -> parts[variable.id()]++);
    }

    private List<Var> most(List<Var> variables, Kind kind, int count) {
        return variables.stream()
                .filter(it -> it.kind() == kind && parts[it.id()] >= MIN_PARTS)
                .sorted(Comparator.comparingInt(it -> -parts[it.id()]))
                .limit(count)
                .toList();
    }
}
