package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory on another mount than the one for temporary files, where the machine has one that can be written: tmpfs on
 * Linux. Elsewhere an ordinary temporary directory, so that the tests still run.
 */
final class ForeignMount implements AutoCloseable {
    private Optional<Path> directory = Optional.empty();

    Path directory() throws IOException {
        Path memory = Path.of("/dev/shm");
        Path made = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "sedge-test-")
                : Files.createTempDirectory("sedge-test-");
        directory = Optional.of(made);
        return made;
    }

    @Override
    public void close() throws IOException {
        if (directory.isEmpty()) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(directory.get())) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
