package dev.sedge.agent.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One event as one line. Whatever strangers put into it, an image's name or a guest's last words, it stays one line and
 * shows no control characters.
 */
final class Line {
    private static final String OURS = "dev.sedge.";
    private static final int LONGEST_VALUE = 8192;
    private static final String BARE = "_./:@+,%[]-";
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private final Map<String, String> fields = new LinkedHashMap<>();

    private Line(Map<String, String> fields) {
        this.fields.putAll(fields);
    }

    /** An event with its time, level and logger in front. */
    static Line of(Instant time, Level level, String logger, Event event, boolean stacks) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        fields.put("level", level.name().toLowerCase(Locale.ROOT));
        fields.put("logger", logger.startsWith(OURS) ? logger.substring(OURS.length()) : logger);
        fields.put("msg", event.message());
        event.fields().forEach((name, value) -> fields.putIfAbsent(name, value));
        event.cause().ifPresent(problem -> {
            fields.put("error", problem.toString());
            // What is not declared is a defect, and a defect is found by its stack.
            if (stacks || problem instanceof RuntimeException || problem instanceof Error) {
                fields.put("stack", stack(problem));
            }
        });
        return new Line(fields);
    }

    /** {@code key=value key="a value"}. */
    String text() {
        var line = new StringBuilder();
        fields.forEach((name, value) -> line.append(line.isEmpty() ? "" : " ")
                .append(name)
                .append('=')
                .append(isBare(value) ? cut(value) : quoted(value)));
        return line.toString();
    }

    /** A JSON object. */
    String json() {
        var line = new StringBuilder("{");
        fields.forEach((name, value) -> line.append(line.length() == 1 ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(quoted(value)));
        return line.append('}').toString();
    }

    /** The event in words, on one line. */
    static String plain(Event event) {
        return UNSEEN.matcher(cut(event.toString())).replaceAll("?");
    }

    /** Whether a value is seen to be one without quotes: letters, digits and a few signs. */
    private static boolean isBare(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && BARE.indexOf(c) < 0) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static String quoted(String value) {
        String safe = cut(value)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
        return '"' + UNSEEN.matcher(safe).replaceAll(match -> escapes(match.group())) + '"';
    }

    private static String escapes(String letters) {
        var escaped = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            // Doubled, because the replacement of a match takes one of them away.
            escaped.append(String.format(Locale.ROOT, "\\\\u%04x", (int) letters.charAt(i)));
        }
        return escaped.toString();
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    private static String stack(Throwable problem) {
        var text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
