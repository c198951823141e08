package dev.sedge.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lies beside a guest's directory and must stay as it is.
 *
 * <pre>
 * base/
 *   outside/
 *     secret          "secret"
 *     tree/deep       "deep"
 *     text -> outside-text
 *   root/             the guest's
 * </pre>
 */
final class Outside {
    private final Path base;
    private final Map<String, String> before;

    Outside(Path base) throws IOException {
        this.base = base;
        Path outside = Files.createDirectories(base.resolve("outside"));
        Files.createDirectory(base.resolve("root"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectory(outside.resolve("tree"));
        Files.writeString(outside.resolve("tree/deep"), "deep");
        Files.createSymbolicLink(outside.resolve("text"), Path.of("outside-text"));
        this.before = snapshot();
    }

    Path root() {
        return base.resolve("root");
    }

    Path directory() {
        return base.resolve("outside");
    }

    /** Puts a link into the guest's directory, as an image or another container would. */
    void plant(String name, String target) throws IOException {
        Files.createSymbolicLink(root().resolve(name), Path.of(target));
    }

    /** Names, kinds, contents and times of change are those of the beginning. */
    void assertUntouched() throws IOException {
        assertThat(snapshot()).isEqualTo(before);
        try (Stream<Path> beside = Files.list(base)) {
            assertThat(beside).containsExactlyInAnyOrder(root(), directory());
        }
    }

    private Map<String, String> snapshot() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(directory())) {
            for (Path path : tree.toList()) {
                String content = Files.isSymbolicLink(path)
                        ? "-> " + Files.readSymbolicLink(path)
                        : Files.isDirectory(path) ? "directory" : Files.readString(path);
                found.put(
                        path.toString(),
                        content + " " + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS) + " "
                                + Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
            }
        }
        return found;
    }
}
