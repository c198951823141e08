package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps a store within its bound. Other processes may do the same at the same time, or read what is deleted here: an
 * open file stays readable, and a file that is gone already is as good as deleted.
 */
final class Evictor {

    /** How the names of files end that are still being written. */
    static final String TEMPORARY = ".tmp";

    /** Nobody writes for as long as this; a clock that was set may make a file look younger or older than that. */
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);

    private final Path directory;
    private final long maxBytes;

    Evictor(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    private record Entry(Path path, long bytes, FileTime used) {}

    /** Deletes what dead writers left, and the entries that were used least recently, as many as are too many. */
    void tidy(Path newest, FileTime now) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(TEMPORARY)) {
                    deleteIfStale(file, now);
                } else if (CodeKey.isFileName(name)) {
                    Entry entry = entry(file);
                    entries.add(entry);
                    bytes += entry.bytes;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(Entry::used));
        for (Entry entry : entries) {
            if (bytes <= maxBytes) {
                return;
            }
            if (!entry.path.equals(newest) && Files.deleteIfExists(entry.path)) {
                bytes -= entry.bytes;
            }
        }
    }

    private static Entry entry(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = attributes(file);
            return new Entry(file, attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return new Entry(file, 0, FileTime.fromMillis(0));
        }
    }

    private static void deleteIfStale(Path file, FileTime now) throws IOException {
        try {
            FileTime written = attributes(file).lastModifiedTime();
            Duration age =
                    Duration.between(written.toInstant(), now.toInstant()).abs();
            if (age.compareTo(LONGEST_WRITE) > 0) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Its writer is done.
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
