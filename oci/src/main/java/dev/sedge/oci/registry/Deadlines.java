package dev.sedge.oci.registry;

import java.time.Duration;

/**
 * How long a client waits for a registry.
 *
 * @param connect until a connection stands; default 10 s
 * @param header from the request to the header of the answer; default 30 s
 * @param idle between two pieces of a body; default 30 s
 * @param rateWindow the span over which the lowest rate is measured; default 30 s
 * @param minBytesPerSecond the lowest rate of a body; default 1024
 * @param noProgress how long one call may go on without a new byte, its retries and waits included; default 5 min
 */
public record Deadlines(
        Duration connect,
        Duration header,
        Duration idle,
        Duration rateWindow,
        long minBytesPerSecond,
        Duration noProgress) {
    /** The deadlines named above. */
    public static final Deadlines DEFAULT = new Deadlines(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            1024,
            Duration.ofMinutes(5));

    /**
     * Checks that every time is longer than nothing.
     *
     * @throws IllegalArgumentException if not
     */
    public Deadlines {
        for (Duration duration : new Duration[] {connect, header, idle, rateWindow, noProgress}) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a deadline of " + duration + " is no time at all");
            }
        }
    }

    /** The same with another time between two pieces of a body. */
    public Deadlines withIdle(Duration newIdle) {
        return new Deadlines(connect, header, newIdle, rateWindow, minBytesPerSecond, noProgress);
    }

    /** The same with another span over which the lowest rate is measured. */
    public Deadlines withRateWindow(Duration newWindow) {
        return new Deadlines(connect, header, idle, newWindow, minBytesPerSecond, noProgress);
    }

    /** The same with another time without a new byte. */
    public Deadlines withNoProgress(Duration newNoProgress) {
        return new Deadlines(connect, header, idle, rateWindow, minBytesPerSecond, newNoProgress);
    }
}
