package dev.sedge.bench.engines;

import java.util.List;

/**
 * How long a contender works on one workload in one round.
 *
 * @param warmUp milliseconds of CPU time before the first call that counts, where a JIT compiler has to learn
 * @param measured milliseconds of CPU time that the calls that count take at least
 * @param calls how many calls count at least
 */
record Budget(int warmUp, int measured, int calls) {
    /** What figures need. */
    static final Budget FULL = new Budget(10_000, 800, 5);
    /** Enough to see that everything works. */
    static final Budget QUICK = new Budget(100, 50, 1);

    /** The first arguments of a probe. */
    List<String> arguments(boolean jit) {
        return List.of(
                Integer.toString(jit ? warmUp : warmUp / 20), Integer.toString(measured), Integer.toString(calls));
    }
}
