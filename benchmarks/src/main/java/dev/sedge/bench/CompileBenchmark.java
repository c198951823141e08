package dev.sedge.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** From bytes to a module that can be instantiated: parse, validate and, where the engine compiles, compile. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CompileBenchmark extends PeerBenchmark {
    private final byte[] kernels = Guests.kernels();
    private final byte[] example = Guests.example();

    @Override
    void prepare(GuestEngine newEngine) {}

    @Override
    void release() {}

    /** The kernels: 1 KB, C. */
    @Benchmark
    public Object kernels() {
        return engine().compile(kernels);
    }

    /** The example module: 81 KB, Rust. */
    @Benchmark
    public Object example() {
        return engine().compile(example);
    }
}
