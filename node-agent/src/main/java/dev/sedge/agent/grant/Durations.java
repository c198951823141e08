package dev.sedge.agent.grant;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time written as Go and Kubernetes write it: {@code 30s}, {@code 1m30s}, {@code 500ms}; a bare number is seconds. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(?:\\d{1,9}(?:ms|s|m|h))+|\\d{1,9}");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|)");

    private Durations() {}

    /**
     * Reads a span of time.
     *
     * @throws GrantSyntaxException if it is not one, or is zero
     */
    public static Duration parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw notADuration(text);
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            long count = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofSeconds(count);
                    });
        }
        if (sum.isZero()) {
            throw notADuration(text);
        }
        return sum;
    }

    /** A span of time in the words that {@link #parse} reads, to the millisecond. */
    public static String format(Duration time) {
        var text = new StringBuilder();
        append(text, time.toHours(), "h");
        append(text, time.toMinutesPart(), "m");
        append(text, time.toSecondsPart(), "s");
        append(text, time.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count != 0) {
            text.append(count).append(unit);
        }
    }

    private static GrantSyntaxException notADuration(String text) {
        return new GrantSyntaxException(
                "'" + text + "' is not a duration above zero: give numbers with ms, s, m or h, such as 30s or 1m30s");
    }
}
