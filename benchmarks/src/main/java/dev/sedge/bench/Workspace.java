package dev.sedge.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** A temporary directory for a guest, with one file named "file" of 64 KiB. */
final class Workspace implements AutoCloseable {
    private static final int FILE_SIZE = 64 * 1024;

    private final TemporaryDirectory directory;

    private Workspace(TemporaryDirectory directory) {
        this.directory = directory;
    }

    static Workspace create() {
        var directory = TemporaryDirectory.create();
        try {
            Files.write(directory.path().resolve("file"), new byte[FILE_SIZE]);
        } catch (IOException e) {
            directory.close();
            throw new UncheckedIOException("cannot write the guest's file", e);
        }
        return new Workspace(directory);
    }

    /** Grants of this directory, with standard output thrown away. */
    Grants grants() {
        return new Grants(directory.path(), OutputStream.nullOutputStream(), List.of("guest"));
    }

    @Override
    public void close() {
        directory.close();
    }
}
