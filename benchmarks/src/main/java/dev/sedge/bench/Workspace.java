package dev.sedge.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A temporary directory of the host with one file named "file" of 64 KiB, deleted when closed. */
final class Workspace implements AutoCloseable {
    private static final int FILE_SIZE = 64 * 1024;

    private final Path directory;

    private Workspace(Path directory) {
        this.directory = directory;
    }

    static Workspace create() {
        try {
            var directory = Files.createTempDirectory("sedge-bench");
            Files.write(directory.resolve("file"), new byte[FILE_SIZE]);
            return new Workspace(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a temporary directory", e);
        }
    }

    /** Grants of this directory, with standard output thrown away. */
    Grants grants() {
        return new Grants(directory, OutputStream.nullOutputStream(), List.of("guest"));
    }

    @Override
    public void close() {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
