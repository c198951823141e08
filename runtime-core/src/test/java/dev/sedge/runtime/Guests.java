package dev.sedge.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The modules under {@code src/test/guests}, in one tier. */
final class Guests {

    private final Engine engine;

    private Guests(Tier tier) {
        engine = Engine.create(EngineConfig.defaults().withTier(tier));
    }

    static Guests in(Tier tier) {
        return new Guests(tier);
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(Path.of("src/test/guests", name + ".wasm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WasmModule module(String name) {
        return engine.compile(bytes(name));
    }

    WasmInstance instance(String name, HostModule... hosts) {
        return module(name).instantiate(Imports.of(hosts), ResourceLimits.defaults());
    }

    /** A module built by a test. */
    WasmModule compile(ModuleBytes bytes) {
        return engine.compile(bytes.build());
    }

    /** An instance of a module built by a test, which imports nothing. */
    WasmInstance instance(ModuleBytes bytes) {
        return compile(bytes).instantiate(Imports.none(), ResourceLimits.defaults());
    }
}
