package dev.sedge.oci.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** How the store writes files; tests put a disk in its place that fills up. */
interface Disk {
    /** Opens a file for writing at its end or, truncated, at its beginning. */
    OutputStream open(Path file, boolean append) throws IOException;

    /** Makes what was written to a stream of {@link #open} durable. */
    void sync(OutputStream opened) throws IOException;

    /** Replaces a small file so that readers, and a crash, see the old content or the new one. */
    default void replace(Path target, Path temporary, byte[] content) throws IOException {
        replace(target, temporary, content, true);
    }

    /** As {@link #replace}, but a crash of the machine may leave anything; for what means nothing after one. */
    default void replaceForNow(Path target, Path temporary, byte[] content) throws IOException {
        replace(target, temporary, content, false);
    }

    private void replace(Path target, Path temporary, byte[] content, boolean durable) throws IOException {
        try {
            try (OutputStream out = open(temporary, false)) {
                out.write(content);
                if (durable) {
                    sync(out);
                }
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }
}
