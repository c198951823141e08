package dev.sedge.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashTest {
    @TempDir
    Path directory;

    private Path bin;
    private Path layer;
    private Trash trash;

    @BeforeEach
    void open() throws IOException {
        bin = Files.createDirectory(directory.resolve("trash"));
        layer = Files.createDirectory(directory.resolve("layer"));
        trash = new Trash(bin);
    }

    @Test
    void take_ofNothing_isNothing() throws IOException {
        assertThat(trash.take(directory.resolve("absent"))).isEmpty();
        assertThat(bin).isEmptyDirectory();
    }

    @Test
    void empty_followsNoLink() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("file"), "kept");
        Files.createSymbolicLink(layer.resolve("link"), outside);
        Files.createDirectories(layer.resolve("a/b/c"));
        Files.writeString(layer.resolve("a/b/file"), "gone");
        trash.take(layer);
        assertThat(layer).doesNotExist();
        emptyAll();
        assertThat(bin).isEmptyDirectory();
        assertThat(outside.resolve("file")).hasContent("kept");
    }

    @Test
    void empty_removesWhatIsDeeperThanAnyPath() throws IOException {
        // 30 pieces of 30 levels, each moved by its handle to the end of the next: 90,000 characters.
        String name = "n".repeat(100);
        Path chain = Files.createDirectory(directory.resolve("chain0"));
        for (int piece = 1; piece <= 30; piece++) {
            Path next = Files.createDirectory(directory.resolve("chain" + piece));
            Path at = next;
            for (int level = 0; level < 30; level++) {
                at = Files.createDirectory(at.resolve(name));
            }
            try (DirectoryStream<Path> from = Files.newDirectoryStream(directory);
                    DirectoryStream<Path> to = Files.newDirectoryStream(at)) {
                secure(from).move(chain.getFileName(), secure(to), Path.of("more"));
            }
            chain = next;
        }
        trash.take(chain);
        emptyAll();
        assertThat(bin).isEmptyDirectory();
        assertThat(Files.exists(chain, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void empty_ofALink_leavesWhatItMeans() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("file"), "kept");
        trash.take(Files.createSymbolicLink(directory.resolve("link"), outside));
        emptyAll();
        assertThat(bin).isEmptyDirectory();
        assertThat(outside.resolve("file")).hasContent("kept");
    }

    @Test
    void empty_afterACrashInBetween_removesTheRest() throws IOException {
        Files.createDirectories(layer.resolve("a/b"));
        Path taken = trash.take(layer).orElseThrow();
        Files.createDirectory(taken.resolve("moved-up"));
        emptyAll();
        assertThat(bin).isEmptyDirectory();
    }

    private void emptyAll() throws IOException {
        for (Path taken : trash.bins()) {
            Trash.empty(taken);
        }
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) {
        return (SecureDirectoryStream<Path>) stream;
    }
}
