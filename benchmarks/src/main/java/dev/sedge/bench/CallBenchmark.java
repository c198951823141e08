package dev.sedge.bench;

import org.openjdk.jmh.annotations.Benchmark;

/** Calls from the host into the guest, and of the guest's own functions. */
@SuppressWarnings("NullAway.Init") // prepare() comes first.
public class CallBenchmark extends KernelBenchmark {
    private GuestFunction nothing;
    private GuestFunction add;
    private GuestFunction fib;

    @Override
    void prepare(GuestInstance kernels) {
        nothing = kernels.function("nothing");
        add = kernels.function("add");
        fib = kernels.function("fib");
    }

    /** One call of an empty function. */
    @Benchmark
    public long nothing() {
        return nothing.call();
    }

    /** One call with two arguments and a result. */
    @Benchmark
    public long add() {
        return add.call(19, 23);
    }

    /** fib(20) by naive recursion: 21,891 calls inside the guest. */
    @Benchmark
    public long fib20() {
        return fib.call(20);
    }
}
