package dev.sedge.wasi;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.WasmModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/** The test guests, compiled once each. */
final class TestModules {
    static final Path GUESTS = Path.of("src/test/guests");

    private static final Engine ENGINE = Engine.create();
    private static final Map<String, WasmModule> MODULES = new ConcurrentHashMap<>();

    private TestModules() {}

    /** The guest of a file below {@code src/test/guests}. */
    static WasmModule module(String file) {
        return MODULES.computeIfAbsent(file, name -> ENGINE.compile(read(GUESTS.resolve(name))));
    }

    static WasmModule module(byte... bytes) {
        return ENGINE.compile(bytes);
    }

    private static byte[] read(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
