package dev.sedge.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The modules under {@code src/test/guests}. */
final class Guests {

    private static final Engine ENGINE = Engine.create();

    private Guests() {}

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(Path.of("src/test/guests", name + ".wasm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WasmModule module(String name) {
        return ENGINE.compile(bytes(name));
    }

    static WasmInstance instance(String name, HostModule... hosts) {
        return module(name).instantiate(Imports.of(hosts), ResourceLimits.defaults());
    }

    /** A module built by a test. */
    static WasmModule compile(ModuleBytes bytes) {
        return ENGINE.compile(bytes.build());
    }
}
