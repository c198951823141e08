package dev.sedge.agent.pod;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The directories of containers, which do not outlive the process: what is found at the start is garbage. A container makes
 * its own when it has something to write. A directory is moved to the trash before it is emptied, so a crash in between
 * leaves nothing half there. Thread-safe.
 */
final class PodDirectories {
    private static final System.Logger LOG = System.getLogger(PodDirectories.class.getName());
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path containers;
    private final Trash trash;
    private final List<Path> leftovers;

    /** The directories below this one, which are made. What was there before is moved to the trash. */
    PodDirectories(Path root) throws IOException {
        containers = root.resolve("containers");
        Path discarded = root.resolve("trash");
        Files.createDirectories(root);
        Files.createDirectories(discarded, PRIVATE);
        trash = new Trash(discarded);
        trash.take(containers);
        Files.createDirectory(containers, PRIVATE);
        leftovers = trash.bins();
    }

    /** Where the directory of a container is, if it has made one. */
    Path container(String id) {
        return containers.resolve(id);
    }

    /** Removes a directory and what is in it; nothing happens if it is not there. A failure is a matter of the log. */
    void delete(Path directory) {
        try {
            Optional<Path> bin = trash.take(directory);
            if (bin.isPresent()) {
                Trash.empty(bin.get());
            }
        } catch (IOException e) {
            LOG.log(WARNING, "removing " + directory + " failed; the next start of the agent tries again", e);
        }
    }

    /** Removes what an earlier process left; at most once. */
    void deleteLeftovers() {
        for (Path bin : leftovers) {
            try {
                Trash.empty(bin);
            } catch (IOException e) {
                LOG.log(WARNING, "removing what an earlier agent left failed; the next start tries again", e);
            }
        }
    }
}
