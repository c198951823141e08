package dev.sedge.wasi.internal.fs;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileStatus;
import dev.sedge.wasi.fs.FileTimes;
import dev.sedge.wasi.fs.GuestDirectory;
import dev.sedge.wasi.fs.OpenMode;
import java.util.Optional;

/**
 * The calls that take a path, on top of the single-component operations of {@link GuestDirectory}.
 *
 * <p>Rules for all of them: an empty path is NOENT, an absolute one PERM, one with NUL INVAL, one of more than 4096 bytes
 * and a name of more than 255 bytes NAMETOOLONG; {@code ..} above the base is PERM, also when it comes from a link; so is
 * a link with absolute text; more than 40 links are LOOP. Links in the middle are always followed. The caller has checked
 * that the path is UTF-8.
 */
public final class PathResolver {
    private PathResolver() {}

    /** What is done with the last component of a path. */
    private interface Leaf<T> {
        T at(GuestDirectory directory, String name) throws ErrnoException;
    }

    /** What is done when the path means a directory itself. */
    private interface Itself<T> {
        T at(GuestDirectory directory) throws ErrnoException;
    }

    /** The status of what a path means. */
    public static FileStatus status(GuestDirectory base, String path, boolean follow) throws ErrnoException {
        try (PathWalk walk = new PathWalk(base, path)) {
            return act(
                    walk,
                    follow,
                    (directory, name) -> {
                        FileStatus status = directory.status(name);
                        if (status.isSymbolicLink() && (follow || walk.trailingSlash())) {
                            throw new ErrnoException(Errno.LOOP);
                        }
                        if (walk.trailingSlash() && !status.isDirectory()) {
                            throw new ErrnoException(Errno.NOTDIR);
                        }
                        return status;
                    },
                    GuestDirectory::status);
        }
    }

    /**
     * Opens a file or a directory. LOOP for a link without {@code follow}; ISDIR for a directory with a mode that changes
     * it, and for a new name with a trailing slash; NOTDIR for a file with a trailing slash or where only a directory
     * will do.
     */
    public static Opened open(GuestDirectory base, String path, OpenRequest request) throws ErrnoException {
        try (PathWalk walk = new PathWalk(base, path)) {
            return act(
                    walk,
                    request.follow(),
                    (directory, name) -> openLeaf(directory, name, walk.trailingSlash(), request),
                    directory -> openItself(directory, request.mode()));
        }
    }

    /** Sets the times of what a path means; without {@code follow} those of a link itself. */
    public static void setTimes(GuestDirectory base, String path, boolean follow, FileTimes times)
            throws ErrnoException {
        try (PathWalk walk = new PathWalk(base, path)) {
            act(
                    walk,
                    follow,
                    (directory, name) -> {
                        if (follow || walk.trailingSlash()) {
                            FileStatus status = directory.status(name);
                            if (status.isSymbolicLink()) {
                                throw new ErrnoException(Errno.LOOP);
                            }
                            if (walk.trailingSlash() && !status.isDirectory()) {
                                throw new ErrnoException(Errno.NOTDIR);
                            }
                        }
                        directory.setTimes(name, times);
                        return true;
                    },
                    directory -> {
                        directory.setTimes(times);
                        return true;
                    });
        }
    }

    /** Makes a directory; a trailing slash is allowed. */
    public static void createDirectory(GuestDirectory base, String path) throws ErrnoException {
        try (PathWalk walk = new PathWalk(base, path)) {
            String name = entry(walk, Errno.EXIST);
            walk.top().createDirectory(name);
        }
    }

    /** Deletes an empty directory; a trailing slash is allowed, {@code .} and {@code ..} are INVAL. */
    public static void deleteDirectory(GuestDirectory base, String path) throws ErrnoException {
        try (PathWalk walk = new PathWalk(base, path)) {
            String name = entry(walk, Errno.INVAL);
            walk.top().deleteDirectory(name);
        }
    }

    /** Deletes a file or a link: ISDIR for a directory, NOTDIR for another thing with a trailing slash. */
    public static void deleteFile(GuestDirectory base, String path) throws ErrnoException {
        try (PathWalk walk = new PathWalk(base, path)) {
            String name = entry(walk, Errno.ISDIR);
            if (walk.trailingSlash()) {
                throw new ErrnoException(walk.top().status(name).isDirectory() ? Errno.ISDIR : Errno.NOTDIR);
            }
            walk.top().deleteFile(name);
        }
    }

    /** The text of a link: INVAL when the path means another thing, PERM when the text is absolute. */
    public static String readLink(GuestDirectory base, String path) throws ErrnoException {
        String text;
        try (PathWalk walk = new PathWalk(base, path)) {
            String name = entry(walk, Errno.INVAL);
            if (walk.trailingSlash()) {
                throw new ErrnoException(walk.top().status(name).isDirectory() ? Errno.INVAL : Errno.NOTDIR);
            }
            text = walk.top().readLink(name);
        }
        if (text.startsWith("/")) {
            throw new ErrnoException(Errno.PERM, "the link's text is absolute");
        }
        return text;
    }

    /**
     * Makes a symbolic link: NOENT for an empty text, PERM for an absolute one, INVAL for one with NUL. A new name must not
     * end with a slash: NOENT, or as the existing thing is, EXIST for a directory and NOTDIR for another.
     */
    public static void createSymbolicLink(GuestDirectory base, String path, String target) throws ErrnoException {
        checkLinkText(target);
        try (PathWalk walk = new PathWalk(base, path)) {
            String name = entry(walk, Errno.EXIST);
            refuseSlash(walk, name);
            walk.top().createSymbolicLink(name, target);
        }
    }

    /** Makes a hard link to the entry itself: PERM for a directory, EXIST when the new name is taken. */
    public static void link(GuestDirectory base, String path, GuestDirectory toBase, String toPath)
            throws ErrnoException {
        try (PathWalk from = new PathWalk(base, path);
                PathWalk to = new PathWalk(toBase, toPath)) {
            String name = entry(from, Errno.PERM);
            if (from.trailingSlash()) {
                throw new ErrnoException(from.top().status(name).isDirectory() ? Errno.PERM : Errno.NOTDIR);
            }
            String toName = entry(to, Errno.EXIST);
            refuseSlash(to, toName);
            from.top().link(name, to.top(), toName);
        }
    }

    /** Renames as {@code renameat} does; a trailing slash is for directories only; {@code .} and {@code ..} are BUSY. */
    public static void rename(GuestDirectory base, String path, GuestDirectory toBase, String toPath)
            throws ErrnoException {
        try (PathWalk from = new PathWalk(base, path);
                PathWalk to = new PathWalk(toBase, toPath)) {
            String name = entry(from, Errno.BUSY);
            String toName = entry(to, Errno.BUSY);
            if ((from.trailingSlash() || to.trailingSlash())
                    && !from.top().status(name).isDirectory()) {
                throw new ErrnoException(Errno.NOTDIR, "a trailing slash on what is no directory");
            }
            from.top().rename(name, to.top(), toName);
        }
    }

    /**
     * Acts on the last component. An action answers LOOP when it finds a link that it must not act on; where the link is
     * to be followed, the walk then goes on along its text. So the usual case costs no look of its own.
     */
    private static <T> T act(PathWalk walk, boolean follow, Leaf<T> leaf, Itself<T> itself) throws ErrnoException {
        while (true) {
            Optional<String> name = walk.advance();
            if (name.isEmpty()) {
                return itself.at(walk.top());
            }
            try {
                return leaf.at(walk.top(), name.get());
            } catch (ErrnoException e) {
                if (e.errno() != Errno.LOOP || !(follow || walk.trailingSlash())) {
                    throw e;
                }
                walk.expand(name.get());
            }
        }
    }

    private static Opened openLeaf(GuestDirectory directory, String name, boolean slash, OpenRequest request)
            throws ErrnoException {
        OpenMode mode = request.mode();
        if (request.directory()) {
            return new Opened.Directory(directory.openDirectory(name));
        }
        if (slash) {
            return openWithSlash(directory, name, mode);
        }
        try {
            return new Opened.File(directory.openFile(name, mode));
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ISDIR || mode.isMutation()) {
                throw e;
            }
            return new Opened.Directory(directory.openDirectory(name));
        }
    }

    private static Opened openWithSlash(GuestDirectory directory, String name, OpenMode mode) throws ErrnoException {
        if (!mode.isMutation()) {
            return new Opened.Directory(directory.openDirectory(name));
        }
        FileStatus status;
        try {
            status = directory.status(name);
        } catch (ErrnoException e) {
            throw e.errno() == Errno.NOENT && mode.create() ? new ErrnoException(Errno.ISDIR) : e;
        }
        if (status.isSymbolicLink()) {
            throw new ErrnoException(Errno.LOOP);
        }
        throw new ErrnoException(status.isDirectory() ? Errno.ISDIR : Errno.NOTDIR);
    }

    private static Opened openItself(GuestDirectory directory, OpenMode mode) throws ErrnoException {
        if (mode.create() && mode.exclusive()) {
            throw new ErrnoException(Errno.EXIST);
        }
        if (mode.isMutation()) {
            throw new ErrnoException(Errno.ISDIR);
        }
        return new Opened.Directory(directory.reopen());
    }

    /** The name of the entry that a call acts on; a path that means a directory itself is refused. */
    private static String entry(PathWalk walk, Errno itself) throws ErrnoException {
        Optional<String> name = walk.advance();
        if (name.isEmpty()) {
            throw new ErrnoException(itself, "the path means a directory itself");
        }
        return name.get();
    }

    private static void refuseSlash(PathWalk walk, String name) throws ErrnoException {
        if (walk.trailingSlash()) {
            throw new ErrnoException(walk.top().status(name).isDirectory() ? Errno.EXIST : Errno.NOTDIR);
        }
    }

    private static void checkLinkText(String target) throws ErrnoException {
        if (target.isEmpty()) {
            throw new ErrnoException(Errno.NOENT, "the link's text is empty");
        }
        if (target.startsWith("/")) {
            throw new ErrnoException(Errno.PERM, "the link's text is absolute");
        }
        if (target.indexOf('\0') >= 0) {
            throw new ErrnoException(Errno.INVAL, "the link's text contains NUL");
        }
        if (target.length() > 4095) {
            throw new ErrnoException(Errno.NAMETOOLONG, "the link's text is longer than 4095 bytes");
        }
    }
}
