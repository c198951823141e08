package dev.sedge.runtime.internal.compiler.tree;

import java.util.List;

/**
 * How a function's parameters are passed: as many as the JVM takes are parameters of its method, the others are left with
 * the state.
 *
 * @param passed how many are parameters of the method
 * @param count how many there are
 */
public record CallSignature(int passed, int count) {

    /** Of the JVM's 255, without those for the state, the depth and what a split function needs more. */
    private static final int MAX_SLOTS = 240;

    public static CallSignature of(List<Kind> parameters) {
        int slots = 0;
        for (int i = 0; i < parameters.size(); i++) {
            slots += parameters.get(i).slots();
            if (slots > MAX_SLOTS) {
                return new CallSignature(i, parameters.size());
            }
        }
        return new CallSignature(parameters.size(), parameters.size());
    }

    /** Whether some parameters are left with the state. */
    public boolean overflows() {
        return passed < count;
    }
}
