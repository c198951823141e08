package dev.sedge.wasi;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The clock with which a guest measures durations (clock 1, {@code CLOCK_MONOTONIC}), and its CPU time (clocks 2 and
 * 3). It starts near zero with the guest and never runs backwards; the host's uptime cannot be seen. Immutable.
 *
 * <p>Without this capability {@code clock_time_get}, {@code clock_res_get} and waits for a point of this clock answer
 * {@code ENOTCAPABLE} (76). Relative waits (sleep) need no clock.
 */
public final class MonotonicClock implements Capability {
    private static final MonotonicClock NONE = new MonotonicClock(Kind.NONE, () -> 0, Duration.ofNanos(1));
    private static final MonotonicClock SYSTEM = new MonotonicClock(Kind.SYSTEM, System::nanoTime, Duration.ofNanos(1));
    private static final MonotonicClock VIRTUAL = new MonotonicClock(Kind.VIRTUAL, () -> 0, Duration.ofNanos(1));

    private final Kind kind;
    private final LongSupplier source;
    private final Duration resolution;

    private MonotonicClock(Kind kind, LongSupplier source, Duration resolution) {
        this.kind = kind;
        this.source = source;
        this.resolution = resolution;
    }

    /**
     * No clock: the default.
     *
     * @return the absent capability
     */
    public static MonotonicClock none() {
        return NONE;
    }

    /**
     * The clock of the host, counted from the start of the guest.
     *
     * @return the capability
     */
    public static MonotonicClock system() {
        return SYSTEM;
    }

    /**
     * A clock that moves on only when the guest sleeps, by exactly the time asked for. Unless a {@link Sleeper} is
     * configured, such a sleep does not wait. With seeded randomness and a fixed wall clock a run is reproducible.
     *
     * @return the capability
     */
    public static MonotonicClock virtual() {
        return VIRTUAL;
    }

    /**
     * A clock of the embedder.
     *
     * @param nanoseconds is asked at each reading, from the guest's thread; must never run backwards
     * @return the capability
     */
    public static MonotonicClock of(LongSupplier nanoseconds) {
        return new MonotonicClock(Kind.CUSTOM, nanoseconds, Duration.ofNanos(1));
    }

    /**
     * This clock cut to steps, against guests that measure what they should not.
     *
     * @param step a positive step; {@code clock_res_get} reports it. Default: 1 ns
     * @return the coarser clock
     */
    public MonotonicClock withResolution(Duration step) {
        return new MonotonicClock(kind, source, requirePositive(step));
    }

    /**
     * Where the time comes from, in nanoseconds from any origin.
     *
     * @return the source, or empty for none and for {@link #virtual()}
     */
    public Optional<LongSupplier> source() {
        return kind == Kind.SYSTEM || kind == Kind.CUSTOM ? Optional.of(source) : Optional.empty();
    }

    /**
     * Says whether only sleeping moves the clock.
     *
     * @return true for {@link #virtual()}
     */
    public boolean isVirtual() {
        return kind == Kind.VIRTUAL;
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
        return kind != Kind.NONE;
    }

    @Override
    public String describe() {
        return "monotonic clock: " + kind.text + (isGranted() ? describeStep(resolution) : "");
    }

    @Override
    public String toString() {
        return describe();
    }

    static Duration requirePositive(Duration step) {
        if (step.isNegative() || step.isZero() || step.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("step of a clock must be between 1 ns and 1 day: " + step);
        }
        return step;
    }

    static String describeStep(Duration step) {
        return step.toNanos() == 1 ? "" : ", in steps of " + step.toNanos() + " ns";
    }

    private enum Kind {
        NONE("none"),
        SYSTEM("system"),
        VIRTUAL("moved by sleeping only"),
        CUSTOM("of the embedder");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }
}
