package dev.sedge.wasi;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.WasmModule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The example of the README, compiled and run by {@link EmbeddingSnippetTest}. */
final class EmbeddingSnippet {
    private EmbeddingSnippet() {}

    static ExitStatus run(Path file, Path directory, OutputStream out) throws IOException {
        // tag::snippet
        try (Engine engine = Engine.create()) {
            WasmModule module = engine.compile(Files.readAllBytes(file));
            WasiConfig config = WasiConfig.builder()
                    .args("example", "50000000")
                    .stdout(out)
                    .randomness(Randomness.seeded(42))
                    .preopen(Preopen.directory(directory, "/", Access.READ_WRITE))
                    .build();
            return Wasi.run(module, config);
        }
        // end::snippet
    }
}
