package dev.sedge.agent.doctor;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param severity how bad it is
 * @param subject what was looked at
 * @param message what is so, and what would help if it is bad
 */
public record Finding(Severity severity, String subject, String message) {
    /** How bad something is. */
    public enum Severity {
        /** As it should be. */
        OK,

        /** Not there on this node, so not looked at. */
        SKIP,

        /** Works now, and will not always. */
        WARN,

        /** Does not work. */
        FAIL
    }

    static Finding ok(String subject, String message) {
        return new Finding(Severity.OK, subject, message);
    }

    static Finding skip(String subject, String message) {
        return new Finding(Severity.SKIP, subject, message);
    }

    static Finding warn(String subject, String message) {
        return new Finding(Severity.WARN, subject, message);
    }

    static Finding fail(String subject, String message) {
        return new Finding(Severity.FAIL, subject, message);
    }

    /** For a person: {@code ok    socket: …}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-5s %s: %s", severity.name().toLowerCase(Locale.ROOT), subject, message);
    }
}
