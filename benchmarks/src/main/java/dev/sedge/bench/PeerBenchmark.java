package dev.sedge.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What all benchmarks share: one engine of the chosen peer, average time per operation, short iterations. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else.
public abstract class PeerBenchmark {
    /** The peer under test, by its name in lower case. */
    @Param({"sedge", "endive", "chicory", "chicory-compiled"})
    public String peer;

    private GuestEngine engine;

    /** Makes the engine and what the benchmark needs of it. */
    @Setup
    public void open() {
        engine = Peer.parse(peer).engine();
        prepare(engine);
    }

    /** Releases everything. */
    @TearDown
    public void close() {
        release();
        engine.close();
    }

    GuestEngine engine() {
        return engine;
    }

    abstract void prepare(GuestEngine newEngine);

    abstract void release();
}
