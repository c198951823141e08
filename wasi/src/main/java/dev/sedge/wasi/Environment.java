package dev.sedge.wasi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The environment variables of a guest, in order; a name may occur more than once. Immutable. */
public final class Environment implements Capability {
    private static final Environment NONE = new Environment(List.of());

    private final List<Variable> variables;

    private Environment(List<Variable> variables) {
        this.variables = List.copyOf(variables);
    }

    /**
     * No variable at all: the default.
     *
     * @return the empty environment
     */
    public static Environment none() {
        return NONE;
    }

    /**
     * The variables of a map, in the order of its iteration.
     *
     * @param variables names and values
     * @return the environment
     * @throws IllegalArgumentException if a name is empty or contains {@code =}, or a text contains NUL
     */
    public static Environment of(Map<String, String> variables) {
        List<Variable> list = new ArrayList<>();
        variables.forEach((name, value) -> list.add(new Variable(name, value)));
        return new Environment(list);
    }

    /**
     * This environment with one more variable at its end.
     *
     * @param name not empty, without {@code =} and NUL
     * @param value without NUL
     * @return the larger environment
     * @throws IllegalArgumentException if the name or the value cannot be used
     */
    public Environment with(String name, String value) {
        List<Variable> list = new ArrayList<>(variables);
        list.add(new Variable(name, value));
        return new Environment(list);
    }

    /**
     * The variables in order.
     *
     * @return an immutable list
     */
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public boolean isGranted() {
        return !variables.isEmpty();
    }

    @Override
    public String describe() {
        if (variables.isEmpty()) {
            return "environment: none";
        }
        return "environment: "
                + String.join(", ", variables.stream().map(Variable::name).toList());
    }

    @Override
    public String toString() {
        return describe();
    }

    /**
     * One environment variable.
     *
     * @param name not empty, without {@code =} and NUL
     * @param value without NUL
     */
    public record Variable(String name, String value) {
        /** Checks that a guest can be given the variable. */
        public Variable {
            Texts.requireUsable("name of an environment variable", name);
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "name of an environment variable is empty or contains '=': \"" + name + "\"");
            }
            Texts.requireUsable("value of environment variable " + name, value);
        }

        /** Shows the name only: values are often secrets. */
        @Override
        public String toString() {
            return name + "=…";
        }
    }
}
