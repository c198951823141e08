package dev.sedge.agent.tools;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tools by their names. */
public final class Tools {
    private static final Pattern PROGRAM = Pattern.compile("(?:/(?:usr/(?:local/)?)?s?bin/)?([a-z]+)");

    private static final Map<String, Tool> BY_NAME = new TreeMap<>(Map.of(
            "true", context -> 0,
            "false", context -> 1,
            "cat", new Cat(),
            "env", new Env(),
            "ls", new Ls(),
            "tar", new Tar(),
            "test", new TestTool()));

    private Tools() {}

    /**
     * The tool of this name, which may stand in one of the usual directories of programs: {@code ls}, {@code /bin/ls}.
     * A program of that name in the container goes first, which is for the caller to find out.
     */
    public static Optional<Tool> find(String program) {
        Matcher matcher = PROGRAM.matcher(program);
        return matcher.matches() ? Optional.ofNullable(BY_NAME.get(matcher.group(1))) : Optional.empty();
    }

    /** For people who asked for a program that is not there: one sentence about what is. */
    public static String hint(String program) {
        String name = program.substring(program.lastIndexOf('/') + 1);
        String shell = name.endsWith("sh") && name.length() <= 4 ? "There is no shell in a Wasm container. " : "";
        return shell + "What can be run is a .wasm file of the container, or one of the built-in tools "
                + String.join(", ", BY_NAME.keySet());
    }
}
