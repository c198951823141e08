package dev.sedge.wasi.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The C library's words for the errors that the JDK reports as text only, in whatever language it speaks.
 *
 * <p>Learned in a scratch directory that exists for a moment. Errors that cannot be provoked without harm (a full disk, no
 * descriptors left) are recognised by the words of the C locale only.
 */
final class HostErrorTexts {
    private static final Map<String, Errno> UNPROVOKED = Map.ofEntries(
            Map.entry("Operation not permitted", Errno.PERM),
            Map.entry("Too many open files", Errno.MFILE),
            Map.entry("Too many open files in system", Errno.NFILE),
            Map.entry("No file descriptors available", Errno.MFILE),
            Map.entry("No space left on device", Errno.NOSPC),
            Map.entry("Disk quota exceeded", Errno.DQUOT),
            Map.entry("Quota exceeded", Errno.DQUOT),
            Map.entry("File too large", Errno.FBIG),
            Map.entry("Read-only file system", Errno.ROFS),
            Map.entry("Device or resource busy", Errno.BUSY),
            Map.entry("Resource busy", Errno.BUSY),
            Map.entry("Text file busy", Errno.TXTBSY),
            Map.entry("Too many links", Errno.MLINK),
            Map.entry("Invalid argument", Errno.INVAL),
            Map.entry("Cannot allocate memory", Errno.NOMEM),
            Map.entry("Out of memory", Errno.NOMEM),
            Map.entry("Operation not supported", Errno.NOTSUP),
            Map.entry("Not supported", Errno.NOTSUP),
            Map.entry("Function not implemented", Errno.NOSYS),
            Map.entry("Stale file handle", Errno.STALE),
            Map.entry("Invalid cross-device link", Errno.XDEV),
            Map.entry("Cross-device link", Errno.XDEV),
            Map.entry("No such device or address", Errno.NXIO),
            Map.entry("No such device", Errno.NODEV));

    private final Map<String, Errno> texts = new HashMap<>(UNPROVOKED);

    private HostErrorTexts() {}

    /** The error that a text stands for; empty when the text is unknown. */
    static Optional<Errno> lookUp(String text) {
        return Optional.ofNullable(Learned.TEXTS.get(text));
    }

    private static final class Learned {
        static final Map<String, Errno> TEXTS = new HostErrorTexts().learn();
    }

    private interface Provocation {
        void run() throws IOException;
    }

    private Map<String, Errno> learn() {
        try {
            Path scratch = Files.createTempDirectory("sedge-errors-");
            try {
                provokeAll(scratch);
            } finally {
                deleteTree(scratch);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Without a scratch directory the words of the C locale have to do.
            return Map.copyOf(texts);
        }
        return Map.copyOf(texts);
    }

    private void provokeAll(Path scratch) throws IOException {
        Path file = Files.createFile(scratch.resolve("file"));
        Path directory = Files.createDirectories(scratch.resolve("directory"));
        Files.createDirectories(directory.resolve("inner/full"));
        Files.createDirectory(scratch.resolve("other"));
        Files.createSymbolicLink(scratch.resolve("link"), Path.of("link"));
        Path longName = Path.of("n".repeat(300));
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(scratch)) {
            if (opened instanceof SecureDirectoryStream<Path> stream) {
                Path link = Path.of("link");
                provoke(
                        Errno.LOOP,
                        () -> stream.newDirectoryStream(link, NOFOLLOW_LINKS).close());
                provoke(
                        Errno.LOOP,
                        () -> stream.newByteChannel(link, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))
                                .close());
                provoke(Errno.LOOP, () -> stream.newDirectoryStream(link).close());
                provoke(Errno.ISDIR, () -> stream.deleteFile(Path.of("directory")));
                provoke(Errno.NOTDIR, () -> stream.deleteDirectory(Path.of("file")));
                provoke(Errno.NOTDIR, () -> stream.move(Path.of("other"), stream, Path.of("file")));
                provoke(Errno.ISDIR, () -> stream.move(Path.of("file"), stream, Path.of("other")));
                provoke(Errno.NOTEMPTY, () -> stream.move(Path.of("other"), stream, Path.of("directory")));
                provoke(Errno.INVAL, () -> stream.move(Path.of("directory"), stream, Path.of("directory/inner/x")));
                provoke(Errno.NAMETOOLONG, () -> stream.deleteFile(longName));
            }
        }
        provoke(Errno.PERM, () -> Files.createLink(scratch.resolve("hard"), directory));
        provokeOnChannels(file);
        provokeAcrossMounts(scratch);
    }

    private void provokeOnChannels(Path file) {
        provoke(Errno.FBIG, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(1), Long.MAX_VALUE - 1);
            }
        });
        Path full = Path.of("/dev/full");
        if (Files.isWritable(full)) {
            provoke(Errno.NOSPC, () -> {
                try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.allocate(1));
                }
            });
        }
    }

    private void provokeAcrossMounts(Path scratch) {
        Path elsewhere = Path.of("/proc/version");
        if (Files.exists(elsewhere)) {
            provoke(Errno.XDEV, () -> Files.createLink(scratch.resolve("across"), elsewhere));
        }
    }

    private void provoke(Errno errno, Provocation provocation) {
        try {
            provocation.run();
        } catch (AtomicMoveNotSupportedException e) {
            // Has a type of its own.
            return;
        } catch (FileSystemException e) {
            remember(e.getReason(), errno);
        } catch (IOException e) {
            remember(e.getMessage(), errno);
        }
    }

    private void remember(@Nullable String text, Errno errno) {
        if (text != null) {
            texts.put(text, errno);
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, NOFOLLOW_LINKS)) {
                    deleteTree(entry);
                } else {
                    Files.delete(entry);
                }
            }
        }
        Files.delete(directory);
    }
}
