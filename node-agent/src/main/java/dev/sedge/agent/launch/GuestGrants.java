package dev.sedge.agent.launch;

import dev.sedge.agent.grant.ClockGrant;
import dev.sedge.wasi.Randomness;
import java.time.Duration;
import java.util.Optional;

/**
 * What a container is granted beside its files and its environment.
 *
 * @param randomness the random bytes, with their budget
 * @param clock the clocks
 * @param timeout how long it may run
 * @param openFiles how many files it may hold open
 * @param diskBytes how much it may write into its own layer
 * @param memoryBytes how much linear memory it may have
 */
record GuestGrants(
        Randomness randomness,
        ClockGrant clock,
        Optional<Duration> timeout,
        int openFiles,
        long diskBytes,
        long memoryBytes) {

    /** What a node without a policy grants. */
    static GuestGrants defaults() {
        return new GuestGrants(
                Randomness.secure(), ClockGrant.parse("system"), Optional.empty(), 1024, 64L << 20, 256L << 20);
    }

    GuestGrants withMemoryBytes(long bytes) {
        return new GuestGrants(randomness, clock, timeout, openFiles, diskBytes, bytes);
    }
}
