package dev.sedge.agent.args;

import java.util.List;

/**
 * An option of a command.
 *
 * @param names as they are written, the short one first if there is one: {@code -e}, {@code --env}
 * @param label what its value is, for people: {@code NAME=VALUE}; empty if it takes none
 * @param description what it means, in one or two sentences
 * @param repeats whether it may be given more than once
 */
public record Option(List<String> names, String label, String description, boolean repeats) {

    /** An option that is given or not. */
    public static Option flag(String description, String... names) {
        return new Option(List.of(names), "", description, false);
    }

    /** An option with a value. */
    public static Option value(String label, String description, String... names) {
        return new Option(List.of(names), label, description, false);
    }

    /** An option with a value that may be given again for more values. */
    public static Option values(String label, String description, String... names) {
        return new Option(List.of(names), label, description, true);
    }

    /** Its long name. */
    public String name() {
        return names.get(names.size() - 1);
    }

    boolean takesValue() {
        return !label.isEmpty();
    }
}
