package dev.sedge.wasi.fs;

/**
 * One file that {@link Mounts} shows at a path of its own: a file of the host, fixed bytes, or a device. Thread-safe.
 *
 * @see VirtualFiles
 */
public interface VirtualFile extends AutoCloseable {
    /** The status of the file. */
    FileStatus status() throws ErrnoException;

    /** Opens it: ROFS for a mode that changes what cannot be changed. {@code create} and {@code exclusive} mean nothing here. */
    GuestFile open(OpenMode mode) throws ErrnoException;

    /** Gives back what the file holds; closing twice is allowed. */
    @Override
    void close();
}
