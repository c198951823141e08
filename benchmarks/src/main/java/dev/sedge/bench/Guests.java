package dev.sedge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The modules that the benchmarks run. */
final class Guests {
    private Guests() {}

    /** Kernels: calls, branches, memory, host calls (kernels.c). */
    static byte[] kernels() {
        return load("/dev/sedge/bench/kernels.wasm");
    }

    /** One loop for each WASI call that is measured (wasi.c). */
    static byte[] wasi() {
        return load("/dev/sedge/bench/wasi.wasm");
    }

    /** The program of the example image: Rust with its standard library, 81 KB. */
    static byte[] example() {
        return load("/dev/sedge/agent/demo/wasi_example_main.wasm");
    }

    private static byte[] load(String resource) {
        try (var stream = Guests.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the guest " + resource + " is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the guest " + resource, e);
        }
    }
}
