package dev.sedge.agent.args;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a command understands. Immutable. There are no annotations to be found and no converters to be registered: a
 * command that lives for some milliseconds has no time for them.
 */
public final class Syntax {
    static final Option HELP = Option.flag("Show this help and end.", "-h", "--help");

    private final String name;
    private final String description;
    private final List<Option> options;
    private final List<String> parameters;
    private final boolean more;
    private final boolean stops;
    private final String footer;

    private Syntax(
            String name,
            String description,
            List<Option> options,
            List<String> parameters,
            boolean more,
            boolean stops,
            String footer) {
        this.name = name;
        this.description = description;
        this.options = options;
        this.parameters = parameters;
        this.more = more;
        this.stops = stops;
        this.footer = footer;
    }

    /** A command that knows {@code --help} alone. */
    public static Syntax of(String name, String description) {
        return new Syntax(name, description, List.of(HELP), List.of(), false, false, "");
    }

    /** With these options. */
    public Syntax options(Option... added) {
        return options(Arrays.asList(added));
    }

    /** With these options. */
    public Syntax options(List<Option> added) {
        List<Option> all = new ArrayList<>(options);
        all.addAll(added);
        return new Syntax(name, description, Collections.unmodifiableList(all), parameters, more, stops, footer);
    }

    /** With these words that must be given, in this order. */
    public Syntax parameters(String... labels) {
        return new Syntax(name, description, options, List.of(labels), more, stops, footer);
    }

    /** With more words like the last of its parameters, as many as one likes. */
    public Syntax orMore() {
        return new Syntax(name, description, options, parameters, true, stops, footer);
    }

    /** With more words after its parameters that are somebody else's, whatever they look like. */
    public Syntax thenAnything() {
        return new Syntax(name, description, options, parameters, true, true, footer);
    }

    /** With a last paragraph of the help text. */
    public Syntax footer(String text) {
        return new Syntax(name, description, options, parameters, more, stops, text);
    }

    /** The name of the command. */
    public String name() {
        return name;
    }

    /** What the command does, in a sentence or two. */
    public String description() {
        return description;
    }

    /**
     * Sorts the words after the command's name.
     *
     * @throws UsageException if one is not understood or missing
     */
    public Words read(List<String> words) {
        return new WordReader(this, words).read();
    }

    /** The help text. */
    public String help() {
        HelpText text = new HelpText();
        text.line("Usage: sedge " + name + " [OPTION...]" + parameterWords());
        text.paragraph(description);
        for (Option option : options) {
            String names = String.join(", ", option.names());
            String left = option.takesValue() ? names + "=" + option.label() : names;
            text.entry(option.names().size() > 1 ? left : "    " + left, option.description());
        }
        if (!footer.isEmpty()) {
            text.line("");
            footer.lines().forEach(text::paragraph);
        }
        return text.toString();
    }

    private String parameterWords() {
        StringBuilder words = new StringBuilder();
        for (String parameter : parameters) {
            words.append(' ').append(parameter);
        }
        if (more) {
            words.append(stops ? " [ARG...]" : "...");
        }
        return words.toString();
    }

    List<Option> options() {
        return options;
    }

    List<String> parameters() {
        return parameters;
    }

    boolean takesMore() {
        return more;
    }

    boolean stopsAtAParameter() {
        return stops;
    }
}
