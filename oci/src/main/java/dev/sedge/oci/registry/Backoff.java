package dev.sedge.oci.registry;

import dev.sedge.oci.OciException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The attempts of one call: how many are left, and how long to wait before the next one. For one thread. */
final class Backoff {
    private final RetryPolicy policy;
    private final Duration noProgress;
    private final Sleeper sleeper;
    private final LongSupplier nanoTime;
    private final RandomGenerator jitter;
    private int failures;
    private long lastProgress;

    Backoff(RetryPolicy policy, Duration noProgress, Sleeper sleeper, LongSupplier nanoTime, RandomGenerator jitter) {
        this.policy = policy;
        this.noProgress = noProgress;
        this.sleeper = sleeper;
        this.nanoTime = nanoTime;
        this.jitter = jitter;
        this.lastProgress = nanoTime.getAsLong();
    }

    /** Bytes have arrived, so the next failure is the first one again. */
    void progress() {
        failures = 0;
        lastProgress = nanoTime.getAsLong();
    }

    /** Waits as long as is right before the next attempt, or throws the failure if there is none. */
    void pause(String action, Transient failed) throws OciException {
        failures++;
        if (failures >= policy.attempts()) {
            throw failed.failure();
        }
        Duration wait = delay(failed);
        Duration left = noProgress.minusNanos(nanoTime.getAsLong() - lastProgress);
        if (wait.compareTo(left) >= 0) {
            throw failed.failure();
        }
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OciException.Cancelled(action + " was cancelled while it waited to try again", e);
        }
    }

    private Duration delay(Transient failed) {
        Duration asked = failed.retryAfter();
        if (asked != null) {
            return asked.compareTo(policy.longestRetryAfter()) > 0 ? policy.longestRetryAfter() : asked;
        }
        long nanos = policy.firstDelay().toNanos();
        for (int i = 1; i < failures; i++) {
            nanos *= policy.factor();
        }
        return Duration.ofNanos(nanos + (long) (jitter.nextDouble() * nanos / 2));
    }
}
