package dev.sedge.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.OciException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A directory to unpack into, with a canary beside it that must not change.
 *
 * <pre>
 * directory
 *   canary/            the outside
 *     secret           "canary"
 *     etc/passwd       "host"
 *   root/              where layers are unpacked
 * </pre>
 */
final class Unpacked {
    final Path root;
    final Path canary;
    private final Path directory;
    private final Map<String, String> canaryBefore;
    private final RootfsUnpacker unpacker;

    Unpacked(Path directory) throws IOException {
        this(directory, UnpackLimits.DEFAULT);
    }

    Unpacked(Path directory, UnpackLimits limits) throws IOException {
        this.directory = directory;
        root = Files.createDirectory(directory.resolve("root"));
        canary = Files.createDirectory(directory.resolve("canary"));
        Files.createDirectories(canary.resolve("etc"));
        Files.writeString(canary.resolve("secret"), "canary");
        Files.writeString(canary.resolve("etc/passwd"), "host");
        Files.setPosixFilePermissions(
                canary.resolve("secret"), java.nio.file.attribute.PosixFilePermissions.fromString("r--------"));
        canaryBefore = snapshot(directory);
        unpacker = new RootfsUnpacker(root, limits);
    }

    Unpacked apply(Tar tar) throws OciException {
        return apply(tar.bytes());
    }

    Unpacked apply(byte[] layer) throws OciException {
        unpacker.apply(new ByteArrayInputStream(layer), Tar.layer(layer), Optional.empty());
        return this;
    }

    UnpackedRootfs finish() throws OciException {
        return unpacker.finish();
    }

    String read(String path) throws IOException {
        Path file = root.resolve(path);
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .as(path + " is a file")
                .isTrue();
        return Files.readString(file);
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    String linkAt(String path) throws IOException {
        return Files.readSymbolicLink(root.resolve(path)).toString();
    }

    boolean isSameFile(String one, String other) throws IOException {
        return inode(one).equals(inode(other));
    }

    private Object inode(String path) throws IOException {
        return Files.getAttribute(root.resolve(path), "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    void assertCanaryUnchanged() throws IOException {
        assertThat(snapshot(directory)).isEqualTo(canaryBefore);
        try (Stream<Path> beside = Files.list(directory)) {
            assertThat(beside).containsExactlyInAnyOrder(root, canary);
        }
    }

    private static Map<String, String> snapshot(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory.resolve("canary"))) {
            for (Path path : walk.toList()) {
                String content = Files.isRegularFile(path)
                        ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                        : "directory";
                files.put(
                        directory.relativize(path).toString(),
                        content + Files.getPosixFilePermissions(path) + Files.getAttribute(path, "unix:nlink"));
            }
        }
        return files;
    }
}
