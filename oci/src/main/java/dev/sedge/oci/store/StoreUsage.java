package dev.sedge.oci.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a store, or another directory, takes of its disk, down to 128 directories deep and about as {@code du} counts it.
 *
 * @param bytes the blocks of all files and directories together, in bytes
 * @param inodes how many files, links and directories there are; hard links count once
 */
public record StoreUsage(long bytes, long inodes) {
    private static final long BLOCK = 4096;

    /** Each level of a walk holds a descriptor, and a guest may nest directories as deep as it likes. */
    private static final int DEEPEST = 128;

    /** What the files beneath a directory take, the directory itself included. */
    public static StoreUsage of(Path root) throws IOException {
        return of(List.of(root));
    }

    /** What these files and trees take together; those that are not there take nothing. */
    static StoreUsage of(List<Path> roots) throws IOException {
        Counter counter = new Counter();
        for (Path root : roots) {
            Files.walkFileTree(root, Set.of(), DEEPEST, counter);
        }
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

        /** What is gone, or cannot be looked at, does not make the rest unknown. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
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
