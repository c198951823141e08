package dev.sedge.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Calls of a host function from a loop in the guest. */
@SuppressWarnings("NullAway.Init") // prepare() comes first.
public class HostCallBenchmark extends KernelBenchmark {
    private static final int CALLS = 1000;

    private GuestFunction host;

    @Override
    void prepare(GuestInstance kernels) {
        host = kernels.function("host");
    }

    /** One call of {@code (i32) -> (i32)}, with its share of the loop. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long hostCall() {
        return host.call(CALLS);
    }
}
