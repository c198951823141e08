package dev.sedge.wasi.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the status of host files without following links. */
final class HostAttributes {
    private static final long NANOS = 1_000_000_000L;
    private static final long LAST_SECOND = Long.divideUnsigned(-1L, NANOS);

    private HostAttributes() {}

    /** The status of an entry, from the open directory alone: number of links 1, change time the creation time. */
    static FileStatus read(SecureDirectoryStream<Path> stream, Path name) throws IOException {
        return convert(stream.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .readAttributes());
    }

    /** The status of an open directory itself. */
    static FileStatus read(SecureDirectoryStream<Path> stream) throws IOException {
        return convert(stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes());
    }

    /** The status of what is at a path now. */
    static FileStatus read(Path path) throws IOException {
        return convert(Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS));
    }

    /**
     * Adds number of links and change time to the status of what is no directory; an open directory does not tell them. They
     * are read by path and used only if that still is the same object.
     */
    static FileStatus complete(FileStatus status, Path path) {
        if (status.isDirectory()) {
            return status;
        }
        Map<String, Object> more;
        try {
            more = Files.readAttributes(path, "unix:nlink,ino,dev,ctime", NOFOLLOW_LINKS);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return status;
        }
        if (number(more.get("ino")) != status.inode() || number(more.get("dev")) != status.device()) {
            return status;
        }
        long changed = more.get("ctime") instanceof FileTime time ? nanos(time) : status.changeTime();
        return new FileStatus(
                status.device(),
                status.inode(),
                status.type(),
                Math.max(1, number(more.get("nlink"))),
                status.size(),
                status.accessTime(),
                status.modificationTime(),
                changed);
    }

    /** A time as the JDK wants it. */
    static FileTime fileTime(long nanos) {
        if (nanos >= 0) {
            return FileTime.from(nanos, TimeUnit.NANOSECONDS);
        }
        return FileTime.from(
                Instant.ofEpochSecond(Long.divideUnsigned(nanos, NANOS), Long.remainderUnsigned(nanos, NANOS)));
    }

    /** Nanoseconds since 1970, unsigned, clamped at both ends. */
    static long nanos(FileTime time) {
        long nanos = time.to(TimeUnit.NANOSECONDS);
        if (nanos < 0) {
            return 0;
        }
        return nanos < Long.MAX_VALUE ? nanos : beyondSigned(time);
    }

    private static long beyondSigned(FileTime time) {
        try {
            Instant instant = time.toInstant();
            return instant.getEpochSecond() >= LAST_SECOND ? -1L : instant.getEpochSecond() * NANOS + instant.getNano();
        } catch (DateTimeException e) {
            return -1L;
        }
    }

    private static FileStatus convert(BasicFileAttributes attributes) throws IOException {
        Object key = attributes.fileKey();
        if (key == null) {
            throw new ErrnoException(Errno.NOTSUP, "the file system has no file identities");
        }
        String text = key.toString();
        int comma = text.indexOf(',');
        if (!text.startsWith("(dev=") || comma < 0 || !text.startsWith(",ino=", comma) || !text.endsWith(")")) {
            throw new ErrnoException(Errno.NOTSUP, "the file identity has an unknown form: " + text);
        }
        return new FileStatus(
                Long.parseUnsignedLong(text, 5, comma, 16),
                Long.parseUnsignedLong(text, comma + 5, text.length() - 1, 10),
                type(attributes),
                1,
                attributes.size(),
                nanos(attributes.lastAccessTime()),
                nanos(attributes.lastModifiedTime()),
                nanos(attributes.creationTime()));
    }

    private static FileType type(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return FileType.REGULAR_FILE;
        }
        if (attributes.isDirectory()) {
            return FileType.DIRECTORY;
        }
        return attributes.isSymbolicLink() ? FileType.SYMBOLIC_LINK : FileType.UNKNOWN;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }
}
