package dev.sedge.agent.grant;

import dev.sedge.wasi.Randomness;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much a guest has, or may have at most, of each {@link Amount}.
 *
 * @param random the random bytes
 * @param clock the clocks
 * @param timeout how long it may live; empty for ever
 * @param randomBytes how many random bytes it may ask for; empty without a limit
 * @param openFiles how many files and directories it may have open
 * @param diskBytes how many bytes it may write into its own layer
 * @param memoryBytes the size of its linear memory; empty without a limit but that of Wasm
 */
public record Allowance(
        Randomness random,
        ClockGrant clock,
        Optional<Duration> timeout,
        OptionalLong randomBytes,
        int openFiles,
        long diskBytes,
        OptionalLong memoryBytes) {

    /**
     * What a container has if nobody says otherwise: secure random bytes and the system's clocks as on the command line,
     * no deadline, 1,024 open files, 64 MiB of disk and 256 MiB of memory.
     */
    public static final Allowance DEFAULT = new Allowance(
            Randomness.secure(),
            ClockGrant.parse("system"),
            Optional.empty(),
            OptionalLong.empty(),
            1024,
            64L << 20,
            OptionalLong.of(256L << 20));

    /** The same, and as much memory as the pod's own limit says. */
    public static final Allowance DEFAULT_MAXIMA = new Allowance(
            DEFAULT.random,
            DEFAULT.clock,
            DEFAULT.timeout,
            DEFAULT.randomBytes,
            DEFAULT.openFiles,
            DEFAULT.diskBytes,
            OptionalLong.empty());
}
