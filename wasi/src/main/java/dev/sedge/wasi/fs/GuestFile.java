package dev.sedge.wasi.fs;

import java.nio.ByteBuffer;

/**
 * An open regular file or virtual device. It has no offset of its own: all reading and writing is positional. Thread-safe.
 *
 * <p>A handle opened without {@link OpenMode#read} or {@link OpenMode#write} answers BADF to reads or writes.
 */
public interface GuestFile extends AutoCloseable {
    /**
     * Reads what is there at a position, once: up to the buffer's remaining bytes, advancing its position.
     *
     * @return the number of bytes, 0 at or beyond the end (never -1)
     */
    int read(ByteBuffer target, long position) throws ErrnoException;

    /**
     * Writes at a position, growing the file where needed; a gap reads as zeros. With nothing to write it changes
     * nothing.
     *
     * @return the number of bytes written, normally all that remained in the buffer
     */
    default int write(ByteBuffer source, long position) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    /**
     * Writes at the end; parts of two appends through this file system never mix.
     *
     * @return the new end of the file
     */
    default long append(ByteBuffer source) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    /** The size in bytes. */
    default long size() throws ErrnoException {
        return status().size();
    }

    /** Cuts or grows the file to this size; INVAL without write access. */
    default void setSize(long size) throws ErrnoException {
        throw new ErrnoException(Errno.INVAL);
    }

    /**
     * Brings what was written to the disk. Default: nothing to do.
     *
     * @param metadata times and the like, too
     */
    default void sync(boolean metadata) throws ErrnoException {}

    /** The status of the file, also after its name was deleted. */
    FileStatus status() throws ErrnoException;

    /** Sets times; also through a handle without write access. */
    default void setTimes(FileTimes times) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /** Gives the handle back; closing twice is allowed. */
    @Override
    void close();
}
