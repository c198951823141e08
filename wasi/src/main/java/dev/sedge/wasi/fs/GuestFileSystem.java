package dev.sedge.wasi.fs;

/**
 * A tree of files that a guest may see. It knows single names only: {@code ..}, paths and the following of links are
 * resolved above it, once for all file systems, so that no implementation can lead out of its root.
 *
 * <p>All implementations of this package are thread-safe and may be shared by guests. Methods of the handles that an
 * implementation does not know answer {@link Errno#NOTSUP} or {@link Errno#NOSYS}, so a method added later breaks none.
 */
public interface GuestFileSystem extends AutoCloseable {
    /**
     * A new handle of the root directory, which the caller closes.
     *
     * @throws ErrnoException when the root cannot be opened
     */
    GuestDirectory root() throws ErrnoException;

    /** Gives back what the file system holds. Handles that are still open become useless; closing twice is allowed. */
    @Override
    void close();
}
