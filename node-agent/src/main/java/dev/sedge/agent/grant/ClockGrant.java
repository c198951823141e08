package dev.sedge.agent.grant;

import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.WallClock;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The clocks of a guest in words: {@code system}, {@code none} or {@code fixed:T}, a clock that stands at T and moves
 * only when the guest sleeps.
 *
 * @param wall date and time
 * @param monotonic durations
 */
public record ClockGrant(WallClock wall, MonotonicClock monotonic) {
    private static final String FIXED = "fixed:";

    /**
     * Reads it; T is a time such as {@code 2026-01-31T12:00:00Z}, or seconds since 1970.
     *
     * @throws GrantSyntaxException if it is none of the three, or T is no time
     */
    public static ClockGrant parse(String text) {
        if (text.equals("system")) {
            return new ClockGrant(WallClock.system(), MonotonicClock.system());
        }
        if (text.equals("none")) {
            return new ClockGrant(WallClock.none(), MonotonicClock.none());
        }
        if (text.startsWith(FIXED)) {
            return new ClockGrant(WallClock.fixed(time(text.substring(FIXED.length()))), MonotonicClock.virtual());
        }
        throw new GrantSyntaxException("'" + text + "' is no clock: give system, none or fixed:T");
    }

    /** The clocks in the words that {@link #parse} reads. */
    public static String format(ClockGrant clock) {
        if (!clock.wall.isGranted()) {
            return "none";
        }
        return clock.wall.fixedAt().map(at -> FIXED + at).orElse("system");
    }

    private static Instant time(String text) {
        try {
            return text.matches("\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new GrantSyntaxException(
                    "'" + text + "' is no time: give one like 2026-01-31T12:00:00Z, or seconds since 1970");
        }
    }
}
