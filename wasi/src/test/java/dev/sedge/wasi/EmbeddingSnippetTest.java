package dev.sedge.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingSnippetTest {
    @TempDir
    Path directory;

    @Test
    void run_guest_succeeds() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path guest = TestModules.GUESTS.resolve("c/hello.wasm");
        assertThat(EmbeddingSnippet.run(guest, directory, out)).isEqualTo(ExitStatus.SUCCESS);
        assertThat(out.toString(StandardCharsets.UTF_8)).isNotBlank();
    }

    @Test
    void readme_showsTheCompiledSnippetOfAtMostTwelveLines() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/sedge/wasi/EmbeddingSnippet.java"));
        String snippet = source.substring(
                        source.indexOf("tag::snippet") + 12, source.indexOf("        // end::snippet"))
                .stripTrailing()
                .stripIndent()
                .strip();
        assertThat(snippet.lines()).hasSizeLessThanOrEqualTo(12);
        assertThat(Files.readString(Path.of("README.md"))).contains(snippet);
    }
}
