package dev.sedge.oci.registry;

import java.time.Duration;

/**
 * When a failed attempt is made again. Only reading is retried, and only what may pass by itself: broken connections and
 * the answers 408, 429, 500, 502, 503 and 504.
 *
 * @param attempts the number of attempts in a row without progress; default 3
 * @param firstDelay the wait before the second attempt, up to half of it more by chance; default 500 ms
 * @param factor by which each further wait is longer; default 3
 * @param longestRetryAfter the cap on a wait that the registry asks for; default 5 min
 */
public record RetryPolicy(int attempts, Duration firstDelay, int factor, Duration longestRetryAfter) {
    /** The policy named above. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMillis(500), 3, Duration.ofMinutes(5));

    /** One attempt and no more. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO);

    /**
     * Checks that there is at least one attempt.
     *
     * @throws IllegalArgumentException if not
     */
    public RetryPolicy {
        if (attempts < 1 || factor < 1) {
            throw new IllegalArgumentException("attempts and factor must be at least 1");
        }
    }
}
