package dev.sedge.oci.internal;

import dev.sedge.oci.OciException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work with local files whose failures are told apart from those of a network. */
public final class LocalFiles {
    private LocalFiles() {}

    /**
     * The error of the family that an I/O error of local files is.
     *
     * @param action what was tried, with its object, in the form {@code write blob sha256:…}
     */
    public static OciException failure(String action, IOException e) {
        if (e instanceof OciException ours) {
            return ours;
        }
        if (e instanceof ClosedByInterruptException) {
            return new OciException.Cancelled(action + " was interrupted", e);
        }
        if (isDiskFull(e)) {
            return new OciException.DiskFull(
                    action + " failed: no space left on the disk; free some, for example by removing images", e);
        }
        return new OciException.LocalFailure(action + " failed: " + describe(e), e);
    }

    /** Whether the cause is a full disk or an exhausted quota. */
    public static boolean isDiskFull(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left on device") || message.contains("disk quota exceeded");
    }

    /** What is at a path itself, links not followed; empty if nothing is. */
    public static Optional<BasicFileAttributes> stat(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if ("Not a directory".equals(e.getReason())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes a rename in this directory durable. */
    public static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes a file, link or whole tree without following any link; does nothing if there is none. */
    public static void deleteTree(Path path) throws IOException {
        Optional<BasicFileAttributes> attributes = stat(path);
        if (attributes.isEmpty()) {
            return;
        }
        if (!attributes.get().isDirectory()) {
            Files.deleteIfExists(path);
            return;
        }
        Files.walkFileTree(path, new Deleter());
    }

    private static String describe(IOException e) {
        String reason = e instanceof FileSystemException fs ? fs.getReason() : e.getMessage();
        String kind = e.getClass().getSimpleName();
        String file = e instanceof FileSystemException fs && fs.getFile() != null ? " (" + fs.getFile() + ")" : "";
        return Text.oneLine((reason == null || reason.isEmpty() ? kind : reason) + file);
    }

    private static final class Deleter extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException other) {
                throw new FileSystemException(directory.toString(), null, "something else is writing here");
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
