package dev.sedge.agent.io;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time of a record: RFC 3339 in UTC with nine digits of a second. Guarded by its owner. */
final class LogTime {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DIGITS = 9;

    private final InstantSource clock;
    private long second = Long.MIN_VALUE;
    private byte[] formatted = new byte[0];

    LogTime(InstantSource clock) {
        this.clock = clock;
    }

    /** The time now, such as {@code 2026-11-22T21:17:06.581849110Z}; valid until the next call. */
    byte[] now() {
        Instant now = clock.instant();
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            formatted = (SECOND.format(now) + "000000000Z").getBytes(StandardCharsets.US_ASCII);
        }
        int rest = now.getNano();
        int last = formatted.length - 2;
        for (int i = last; i > last - DIGITS; i--) {
            formatted[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return formatted;
    }
}
