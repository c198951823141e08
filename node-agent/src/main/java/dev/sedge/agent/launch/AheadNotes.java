package dev.sedge.agent.launch;

import dev.sedge.agent.log.Event;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which images are still to be compiled ahead: an empty file each, so that a process that starts knows what the last one
 * has left. Nothing depends on them, so what goes wrong with them is logged and no failure. Thread-safe.
 */
final class AheadNotes {
    private static final System.Logger LOG = System.getLogger(AheadNotes.class.getName());
    private static final Pattern NAME = Pattern.compile("sha256-[0-9a-f]{64}");

    private final Path directory;

    /** Notes in this directory, which is made for the first. */
    AheadNotes(Path directory) {
        this.directory = directory;
    }

    /** Notes an image, by its id of the form {@code sha256:<hex>}. */
    void put(String id) {
        try {
            Files.createDirectories(directory);
            Files.createFile(file(id));
        } catch (FileAlreadyExistsException e) {
            // It is noted.
        } catch (IOException e) {
            log(id, e);
        }
    }

    void remove(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            log(id, e);
        }
    }

    /** The ids of all images that are noted, in no order. */
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (NAME.matcher(name).matches()) {
                    ids.add(name.replace('-', ':'));
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing has been noted yet.
        } catch (IOException | DirectoryIteratorException e) {
            log("", e);
        }
        return ids;
    }

    private Path file(String id) {
        return directory.resolve(id.replace(':', '-'));
    }

    private static void log(String id, Exception reason) {
        LOG.log(
                System.Logger.Level.DEBUG,
                Event.of("which images are to be compiled ahead cannot be noted")
                        .with("id", id)
                        .with("reason", String.valueOf(reason.getMessage())));
    }
}
