package dev.sedge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A new directory of the host, deleted with all that is in it when closed.
 *
 * @param path where it is
 */
public record TemporaryDirectory(Path path) implements AutoCloseable {
    /** Makes one among the host's temporary files. */
    public static TemporaryDirectory create() {
        try {
            return new TemporaryDirectory(Files.createTempDirectory("sedge-bench"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a temporary directory", e);
        }
    }

    @Override
    public void close() {
        try (var paths = Files.walk(path)) {
            for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
