package dev.sedge.wasi.fs;

import java.util.List;

/**
 * A handle of an open directory, which keeps meaning the same directory when that is renamed or deleted. Thread-safe.
 *
 * <p>Every name is one component: not empty, not {@code .} or {@code ..}, without slash and NUL. A name is never
 * followed: where it is a symbolic link, the link itself is meant. Everything that fails throws {@link ErrnoException}.
 */
public interface GuestDirectory extends AutoCloseable {
    /** A further handle of the same directory, closed on its own. */
    GuestDirectory reopen() throws ErrnoException;

    /** The status of this directory. */
    FileStatus status() throws ErrnoException;

    /** The status of an entry itself; NOENT when there is none. */
    FileStatus status(String name) throws ErrnoException;

    /** Opens a subdirectory: LOOP when the name is a link, NOTDIR when it is another thing, NOENT when it is free. */
    default GuestDirectory openDirectory(String name) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /**
     * Opens a regular file or virtual device: EXIST when the name is taken and the mode exclusive; else LOOP for a link,
     * ISDIR for a directory, ACCES for a FIFO, socket or device of the host (it never blocks), NOENT when the name is
     * free and the mode does not create.
     */
    default GuestFile openFile(String name, OpenMode mode) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /** The text of a symbolic link, as it was given; INVAL when the name is no link. */
    default String readLink(String name) throws ErrnoException {
        throw new ErrnoException(Errno.INVAL);
    }

    /**
     * The text of a link for a walk that stays beneath the root. It may be cheaper than {@link #readLink} and, in a race,
     * another link's text; so it is walked, never shown to a guest. Default: {@link #readLink}.
     */
    default String followLink(String name) throws ErrnoException {
        return readLink(name);
    }

    /**
     * The names in this directory without {@code .} and {@code ..}, in no particular order, as a snapshot. Names that are
     * not UTF-8 are left out.
     *
     * @param limit most names to collect; NOMEM when there are more
     */
    default List<String> list(int limit) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /** Makes a directory; EXIST when the name is taken, also by a dangling link. */
    default void createDirectory(String name) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /** Deletes an empty directory; NOTDIR for another thing, NOTEMPTY when it is not empty. */
    default void deleteDirectory(String name) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /** Deletes an entry that is no directory; ISDIR for a directory. */
    default void deleteFile(String name) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /** Makes a symbolic link with this text; EXIST when the name is taken. */
    default void createSymbolicLink(String name, String target) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /**
     * Makes a hard link to an entry of this directory (of a link: to the link itself): PERM for a directory, EXIST when
     * the new name is taken, XDEV when the other directory belongs to another file system.
     */
    default void link(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /**
     * Renames an entry as {@code renameat} does: onto an empty directory works for a directory, NOTEMPTY (also anything
     * onto a directory that it lies in), NOTDIR (a directory onto another thing), ISDIR (another thing onto a
     * directory), INVAL (into itself), XDEV.
     */
    default void rename(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /** Sets times of an entry itself. */
    default void setTimes(String name, FileTimes times) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /** Sets times of this directory. */
    default void setTimes(FileTimes times) throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    /** Gives the handle back; closing twice is allowed. Open files and other handles are not affected. */
    @Override
    void close();
}
