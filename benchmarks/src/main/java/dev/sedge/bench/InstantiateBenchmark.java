package dev.sedge.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A compiled module to an instance that is ready to be called, and its end. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // prepare() comes first.
public class InstantiateBenchmark extends PeerBenchmark {
    private Workspace workspace;
    private GuestModule kernels;
    private GuestModule example;

    @Override
    void prepare(GuestEngine newEngine) {
        workspace = Workspace.create();
        kernels = newEngine.compile(Guests.kernels());
        example = newEngine.compile(Guests.example());
    }

    @Override
    void release() {
        workspace.close();
    }

    /** The kernels, with one host function. */
    @Benchmark
    public Object kernels() {
        try (var instance = kernels.instantiate()) {
            return instance;
        }
    }

    /** The example module, with a new WASI that has one preopen. */
    @Benchmark
    public Object example() {
        try (var instance = example.instantiate(workspace.grants())) {
            return instance;
        }
    }

    /** The same, and a whole run of the example. */
    @Benchmark
    public long exampleRun() {
        try (var instance = example.instantiate(workspace.grants())) {
            return instance.function("_start").call();
        }
    }
}
