package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;

/** What a store asks of the machine; tests put a full disk, another user or another time in its place. */
class Surroundings {

    private static final Path OWN_PROCESS = Path.of("/proc/self");

    /** Writes a new file. */
    void write(Path file, EntryImage image) throws IOException {
        EntryFile.write(file, image, StoreDirectory.ownersAlone(file, "rw-------"));
    }

    /** Who we are, as the owner of what we make in this directory. Linux tells it without making anything. */
    UserPrincipal self(Path directory) throws IOException {
        if (Files.isDirectory(OWN_PROCESS)) {
            return Files.getOwner(OWN_PROCESS);
        }
        Path made = Files.createTempFile(directory, "", Evictor.TEMPORARY);
        try {
            return Files.getOwner(made, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    FileTime now() {
        return FileTime.fromMillis(System.currentTimeMillis());
    }

    /** Tells whoever runs this process. The logger is made only now, because that takes longer than all else here. */
    void warn(String message) {
        System.getLogger(CodeStore.class.getName()).log(System.Logger.Level.WARNING, message);
    }
}
