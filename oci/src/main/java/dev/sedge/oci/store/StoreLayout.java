package dev.sedge.oci.store;

import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The fixed parts of a store: its directories and the files that say what it is. */
final class StoreLayout {
    private static final String VERSION = "1";

    private final StorePaths paths;

    StoreLayout(StorePaths paths) {
        this.paths = paths;
    }

    void makeDirectories() throws IOException {
        for (Path directory : paths.directories()) {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        }
    }

    void requireVersion() throws IOException {
        try {
            String version =
                    Files.readString(paths.version(), StandardCharsets.UTF_8).trim();
            if (!version.equals(VERSION)) {
                throw new OciException.Unsupported("the image store " + paths.root() + " has layout "
                        + Text.quote(version) + ", and this version knows only layout " + VERSION);
            }
        } catch (NoSuchFileException e) {
            // A new store.
        }
    }

    void write(Disk disk) throws IOException {
        writeOnce(paths.version(), VERSION + "\n", disk);
        writeOnce(paths.ociLayout(), "{\"imageLayoutVersion\":\"1.0.0\"}", disk);
    }

    private static void writeOnce(Path file, String content, Disk disk) throws IOException {
        if (!Files.exists(file)) {
            disk.replace(
                    file,
                    file.resolveSibling(ContentStore.TEMPORARY + file.getFileName()),
                    content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
