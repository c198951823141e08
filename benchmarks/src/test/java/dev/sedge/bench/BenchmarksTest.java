package dev.sedge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, with every peer; how fast is no matter of a test. */
class BenchmarksTest {
    private static final int BENCHMARKS = 29;

    @Test
    void everyBenchmark_onceInThisProcess_succeeds() throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true");
        var options = new OptionsBuilder()
                .include("dev\\.sedge\\.bench\\.")
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        assertThat(new Runner(options).run()).hasSize(BENCHMARKS * Peer.values().length);
    }
}
