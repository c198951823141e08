package dev.sedge.oci.store;

import dev.sedge.oci.internal.LocalFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a store, or another directory, takes of its disk, about as {@code du} counts it.
 *
 * @param bytes the blocks of all files and directories together, in bytes
 * @param inodes how many files, links and directories there are; hard links count once
 */
public record StoreUsage(long bytes, long inodes) {
    private static final long BLOCK = 4096;

    /** What the files beneath a directory take, the directory itself included. */
    public static StoreUsage of(Path root) throws IOException {
        Counter counter = new Counter();
        Files.walkFileTree(root, counter);
        return new StoreUsage(counter.bytes, counter.inodes);
    }

    /** Files come and go while it walks. */
    private static final class Counter extends SimpleFileVisitor<Path> {
        private final Set<Object> seen = new HashSet<>();
        private long bytes;
        private long inodes;

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            add(attributes);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            add(attributes);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException || LocalFiles.stat(file).isEmpty()) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        private void add(BasicFileAttributes attributes) {
            Optional<Object> key = Optional.ofNullable(attributes.fileKey());
            if (key.isPresent() && !seen.add(key.get())) {
                return;
            }
            inodes++;
            long blocks = attributes.isSymbolicLink() ? 0 : (attributes.size() + BLOCK - 1) / BLOCK;
            bytes += blocks * BLOCK;
        }
    }
}
