package dev.sedge.bench;

/** A Wasm engine, reduced to what the benchmarks do with it. */
interface GuestEngine extends AutoCloseable {
    /** Everything that is done once per module: parse, validate and, where the engine compiles, compile. */
    GuestModule compile(byte[] wasm);

    @Override
    void close();
}
