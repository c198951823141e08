package dev.sedge.wasi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The date and time that a guest sees (clock 0, {@code CLOCK_REALTIME}). Immutable.
 *
 * <p>Without this capability {@code clock_time_get}, {@code clock_res_get} and waits for a point of this clock answer
 * {@code ENOTCAPABLE} (76).
 */
public final class WallClock implements Capability {
    private static final WallClock NONE = new WallClock(Optional.empty(), Optional.empty(), Duration.ofNanos(1));
    private static final WallClock SYSTEM =
            new WallClock(Optional.of(InstantSource.system()), Optional.empty(), Duration.ofNanos(1));

    private final Optional<InstantSource> source;
    private final Optional<Instant> fixed;
    private final Duration resolution;

    private WallClock(Optional<InstantSource> source, Optional<Instant> fixed, Duration resolution) {
        this.source = source;
        this.fixed = fixed;
        this.resolution = resolution;
    }

    /**
     * No clock: the default.
     *
     * @return the absent capability
     */
    public static WallClock none() {
        return NONE;
    }

    /**
     * The clock of the host.
     *
     * @return the capability
     */
    public static WallClock system() {
        return SYSTEM;
    }

    /**
     * A clock that stands at one point of time and moves on only by the time that the guest sleeps.
     *
     * @param start what the clock shows when the guest starts
     * @return the capability
     */
    public static WallClock fixed(Instant start) {
        requireNonNull(start, "start");
        return new WallClock(Optional.of(InstantSource.fixed(start)), Optional.of(start), Duration.ofNanos(1));
    }

    /**
     * A clock of the embedder.
     *
     * @param source is asked at each reading, from the guest's thread
     * @return the capability
     */
    public static WallClock of(InstantSource source) {
        return new WallClock(Optional.of(source), Optional.empty(), Duration.ofNanos(1));
    }

    /**
     * This clock cut to steps, against guests that measure what they should not.
     *
     * @param step a positive step; {@code clock_res_get} reports it. Default: 1 ns
     * @return the coarser clock
     */
    public WallClock withResolution(Duration step) {
        return new WallClock(source, fixed, MonotonicClock.requirePositive(step));
    }

    /**
     * Where the time comes from.
     *
     * @return the source, or empty for none
     */
    public Optional<InstantSource> source() {
        return source;
    }

    /**
     * The point at which a fixed clock stands.
     *
     * @return the point, or empty if the clock is not {@link #fixed}
     */
    public Optional<Instant> fixedAt() {
        return fixed;
    }

    /**
     * The step of the clock.
     *
     * @return the step; default 1 ns
     */
    public Duration resolution() {
        return resolution;
    }

    @Override
    public boolean isGranted() {
        return source.isPresent();
    }

    @Override
    public String describe() {
        if (!isGranted()) {
            return "wall clock: none";
        }
        String kind = fixed.map(instant -> "fixed at " + instant)
                .orElse(this.source.equals(SYSTEM.source) ? "system" : "of the embedder");
        return "wall clock: " + kind + MonotonicClock.describeStep(resolution);
    }

    @Override
    public String toString() {
        return describe();
    }
}
