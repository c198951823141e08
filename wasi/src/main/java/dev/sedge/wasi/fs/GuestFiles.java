package dev.sedge.wasi.fs;

import dev.sedge.wasi.internal.fs.OpenRequest;
import dev.sedge.wasi.internal.fs.Opened;
import dev.sedge.wasi.internal.fs.PathResolver;

/**
 * The files of a guest by their paths, for programs of the host that look at them in the guest's place. A path is walked
 * exactly as that of a guest, by the same code, and so leads nowhere that a guest could not go: {@code ..} above the root
 * and links with absolute text are PERM, more than 40 links are LOOP. An absolute path begins at the root, and so does a
 * relative one.
 *
 * <p>Thread-safe. Everything that fails throws {@link ErrnoException}.
 */
public final class GuestFiles implements AutoCloseable {
    private final GuestDirectory root;

    private GuestFiles(GuestDirectory root) {
        this.root = root;
    }

    /** The files of a tree, which stays the caller's. */
    public static GuestFiles of(GuestFileSystem files) throws ErrnoException {
        return new GuestFiles(files.root());
    }

    /**
     * The status of what a path means.
     *
     * @param follow whether a link at its end is followed
     */
    public FileStatus status(String path, boolean follow) throws ErrnoException {
        return PathResolver.status(root, relative(path), follow);
    }

    /** Opens a directory, which the caller closes; links are followed. NOTDIR for another thing. */
    public GuestDirectory openDirectory(String path) throws ErrnoException {
        OpenRequest request = new OpenRequest(true, true, OpenMode.READ);
        if (PathResolver.open(root, relative(path), request) instanceof Opened.Directory directory) {
            return directory.handle();
        }
        throw new ErrnoException(Errno.NOTDIR);
    }

    /**
     * Opens a file, which the caller closes. ISDIR for a directory.
     *
     * @param follow whether a link at the path's end is followed; LOOP for one that is not
     */
    public GuestFile openFile(String path, OpenMode mode, boolean follow) throws ErrnoException {
        Opened opened = PathResolver.open(root, relative(path), new OpenRequest(follow, false, mode));
        if (opened instanceof Opened.File file) {
            return file.handle();
        }
        if (opened instanceof Opened.Directory directory) {
            directory.handle().close();
        }
        throw new ErrnoException(Errno.ISDIR);
    }

    /** The text of a symbolic link; INVAL for another thing, PERM when the text is absolute. */
    public String readLink(String path) throws ErrnoException {
        return PathResolver.readLink(root, relative(path));
    }

    /** Makes a directory; EXIST when the name is taken. */
    public void createDirectory(String path) throws ErrnoException {
        PathResolver.createDirectory(root, relative(path));
    }

    /** Makes a symbolic link; PERM for an absolute text. */
    public void createSymbolicLink(String path, String text) throws ErrnoException {
        PathResolver.createSymbolicLink(root, relative(path), text);
    }

    /** Makes a hard link to an entry itself; EXIST when the new name is taken, XDEV across file systems. */
    public void link(String path, String newPath) throws ErrnoException {
        PathResolver.link(root, relative(path), root, relative(newPath));
    }

    /** Deletes an entry that is no directory; ISDIR for one. A link is deleted itself. */
    public void deleteFile(String path) throws ErrnoException {
        PathResolver.deleteFile(root, relative(path));
    }

    /** Deletes an empty directory. */
    public void deleteDirectory(String path) throws ErrnoException {
        PathResolver.deleteDirectory(root, relative(path));
    }

    /** Sets the times of an entry itself. */
    public void setTimes(String path, FileTimes times) throws ErrnoException {
        PathResolver.setTimes(root, relative(path), false, times);
    }

    /** Gives the root back; closing twice is allowed. */
    @Override
    public void close() {
        root.close();
    }

    /** Guests know no absolute paths; an empty one is an error of the caller, as it is for them. */
    private static String relative(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        String rest = path.substring(start);
        return rest.isEmpty() && start > 0 ? "." : rest;
    }
}
