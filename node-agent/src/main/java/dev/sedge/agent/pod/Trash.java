package dev.sedge.agent.pod;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where directories go that nobody needs any more. Moving one there is a rename; emptying takes its time. What a guest
 * left may be deeper than any path can name, and full of links: it is taken apart level by level, by handles, following
 * nothing. Thread-safe.
 */
final class Trash {
    private static final System.Logger LOG = System.getLogger(Trash.class.getName());

    private final Path directory;

    /** The trash in this directory, which exists. */
    Trash(Path directory) {
        this.directory = directory;
    }

    /** Moves a directory here; nothing if it is not there. */
    Optional<Path> take(Path discarded) throws IOException {
        Path bin = directory.resolve(UUID.randomUUID().toString());
        try {
            return Optional.of(Files.move(discarded, bin, StandardCopyOption.ATOMIC_MOVE));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What was taken and is still here. */
    List<Path> bins() throws IOException {
        try (Stream<Path> bins = Files.list(directory)) {
            return bins.toList();
        }
    }

    /** Removes what was taken, with all that is in it. */
    static void empty(Path bin) throws IOException {
        if (Files.isDirectory(bin, LinkOption.NOFOLLOW_LINKS)) {
            emptyDirectory(bin);
        }
        Files.delete(bin);
    }

    private static void emptyDirectory(Path bin) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(bin)) {
            if (!(stream instanceof SecureDirectoryStream<Path> handle)) {
                throw new IOException("the directories of this file system cannot be emptied by handles");
            }
            new Emptying(handle).run();
        }
    }

    /** Takes directories apart: what is in one is moved up into the first, so that nothing is ever deeper than that. */
    private static final class Emptying {
        private final SecureDirectoryStream<Path> bin;
        private final Deque<Path> directories = new ArrayDeque<>();
        private final String prefix = UUID.randomUUID() + "-"; // An emptying that a crash ended left names too.
        private int named;

        Emptying(SecureDirectoryStream<Path> bin) {
            this.bin = bin;
        }

        void run() throws IOException {
            for (Path entry : bin) {
                Path name = entry.getFileName();
                if (isDirectory(bin, name)) {
                    directories.push(name);
                } else {
                    bin.deleteFile(name);
                }
            }
            while (!directories.isEmpty()) {
                remove(directories.pop());
            }
        }

        private void remove(Path directory) throws IOException {
            boolean removed = false;
            while (!removed) {
                drain(directory);
                try {
                    bin.deleteDirectory(directory);
                    removed = true;
                } catch (DirectoryNotEmptyException e) {
                    // A listing may miss entries of a directory that changes meanwhile.
                    LOG.log(System.Logger.Level.DEBUG, "listing again", e);
                }
            }
        }

        private void drain(Path directory) throws IOException {
            try (SecureDirectoryStream<Path> level = bin.newDirectoryStream(directory, LinkOption.NOFOLLOW_LINKS)) {
                for (Path entry : level) {
                    Path name = entry.getFileName();
                    if (isDirectory(level, name)) {
                        Path moved = Path.of(prefix + named++);
                        level.move(name, bin, moved);
                        directories.push(moved);
                    } else {
                        level.deleteFile(name);
                    }
                }
            }
        }

        private static boolean isDirectory(SecureDirectoryStream<Path> stream, Path name) throws IOException {
            return stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isDirectory();
        }
    }
}
