package dev.sedge.runtime.internal.compiler;

/** Lets a thread work for a share of the time only: after each piece of work it rests. Immutable. */
final class Pace {

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final double restPerWork;
    private final Reminder.Pause pause;

    /**
     * A pace.
     *
     * @param share how much of the time is for work: more than 0, at most 1
     */
    Pace(double share, Reminder.Pause pause) {
        this.restPerWork = 1 / share - 1;
        this.pause = pause;
    }

    /** Rests after work that took so long; not for long if the thread is interrupted, whose flag is set then. */
    void rest(long workNanos) {
        long millis = (long) (workNanos * restPerWork / NANOS_PER_MILLI);
        if (millis <= 0) {
            return;
        }
        try {
            pause.millis(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
