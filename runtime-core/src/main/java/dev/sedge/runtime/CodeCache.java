package dev.sedge.runtime;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where compiled code is kept between processes. Immutable; making one opens nothing and fails never: what cannot be used
 * is reported once by {@link System.Logger} when an {@link Engine} meets it, and then modules are compiled as if there
 * were no cache.
 *
 * <p>The directory is made with mode 0700 if it is not there. It may be shared by any number of processes of one user,
 * of any versions of Sedge and Java. Code in it is run with all rights of the process, so it is used only if it belongs
 * to the user of the process, is no symbolic link and nobody else may write to it; the same holds for each file. Files
 * that are damaged, or made by another compiler or for another Java, are not used. Never let a guest write to it.
 */
public final class CodeCache {

    private static final long DEFAULT_MAX_BYTES = 256L << 20;

    private final Path directory;
    private final long maxBytes;

    private CodeCache(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    /** A cache in this directory, which need not be there. */
    public static CodeCache at(Path directory) {
        return new CodeCache(directory, DEFAULT_MAX_BYTES);
    }

    /** Where the code is kept. */
    public Path directory() {
        return directory;
    }

    /**
     * How many bytes all code in the directory may have together; what was not used for longest goes first. A process
     * that writes at the same time as others may exceed it for a moment. Default: 256 MiB.
     */
    public long maxBytes() {
        return maxBytes;
    }

    /**
     * This cache with another {@link #maxBytes()}; 0 keeps nothing.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public CodeCache withMaxBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("max bytes of a code cache must not be negative, but is " + bytes);
        }
        return new CodeCache(directory, bytes);
    }

    /** Whether the other is the same directory, as it was written, with the same bound. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CodeCache cache && directory.equals(cache.directory) && maxBytes == cache.maxBytes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(directory, maxBytes);
    }

    /** The directory and the bound, for people. */
    @Override
    public String toString() {
        return directory + " (at most " + maxBytes + " bytes)";
    }
}
