package dev.sedge.bench;

/** A benchmark that calls the kernels. */
@SuppressWarnings("NullAway.Init") // prepare() comes first.
public abstract class KernelBenchmark extends PeerBenchmark {
    private GuestInstance instance;

    @Override
    final void prepare(GuestEngine newEngine) {
        instance = newEngine.compile(Guests.kernels()).instantiate();
        prepare(instance);
    }

    @Override
    final void release() {
        instance.close();
    }

    abstract void prepare(GuestInstance kernels);
}
