package dev.sedge.agent.args;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words that were given to a command, sorted. Immutable. */
public final class Words {
    private final Map<String, List<String>> given;
    private final List<String> parameters;

    Words(Map<String, List<String>> given, List<String> parameters) {
        this.given = given;
        this.parameters = List.copyOf(parameters);
    }

    /** Whether somebody wants to read the help text, and nothing else. */
    public boolean asksForHelp() {
        return has(Syntax.HELP);
    }

    /** Whether an option was given. */
    public boolean has(Option option) {
        return given.containsKey(option.name());
    }

    /** The value of an option that is given at most once. */
    public Optional<String> value(Option option) {
        return has(option) ? Optional.of(values(option).get(0)) : Optional.empty();
    }

    /** The value of an option, or what holds without it. */
    public String value(Option option, String fallback) {
        return has(option) ? values(option).get(0) : fallback;
    }

    /** All values of an option, in their order. */
    public List<String> values(Option option) {
        return given.getOrDefault(option.name(), List.of());
    }

    /**
     * One of the words that an option knows, in capitals or not.
     *
     * @throws UsageException if it is another one
     */
    public <E extends Enum<E>> E choice(Option option, E fallback) {
        return has(option) ? choice(value(option, ""), fallback.getDeclaringClass()) : fallback;
    }

    /**
     * The constant that a word means, in capitals or not.
     *
     * @throws UsageException if it means none
     */
    public static <E extends Enum<E>> E choice(String word, Class<E> known) {
        StringBuilder all = new StringBuilder();
        for (E choice : known.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(word)) {
                return choice;
            }
            all.append(all.length() == 0 ? "" : ", ").append(choice.name().toLowerCase(Locale.ROOT));
        }
        throw new UsageException("'" + word + "' is none of " + all);
    }

    /** The words that belong to no option, in their order. */
    public List<String> parameters() {
        return parameters;
    }
}
