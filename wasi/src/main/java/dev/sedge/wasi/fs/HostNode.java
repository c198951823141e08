package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One open directory of the host, shared by handles and open files and closed with the last of them. Thread-safe.
 *
 * <p>The open stream is the directory, whatever happens to its name. The recorded path only serves calls that the JDK
 * offers by path alone; it follows our own renames, and whoever uses it compares identities.
 */
final class HostNode {
    private final HostVolume volume;
    private final SecureDirectoryStream<Path> stream;
    private final AtomicInteger holders = new AtomicInteger(1);
    // Volatile: asked for once, by whichever thread is first.
    private volatile Optional<FileStatus> identity = Optional.empty();
    // Volatile: another guest's rename moves it.
    private volatile Path path;

    private HostNode(HostVolume volume, SecureDirectoryStream<Path> stream, Path path) {
        this.volume = volume;
        this.stream = stream;
        this.path = path;
    }

    /** Opens a directory by path; empty when the platform has no secure streams. */
    @SuppressWarnings("StreamResourceLeak") // the caller takes it over
    static Optional<SecureDirectoryStream<Path>> openStream(Path path) throws IOException {
        DirectoryStream<Path> opened = Files.newDirectoryStream(path);
        if (opened instanceof SecureDirectoryStream<Path> stream) {
            return Optional.of(stream);
        }
        opened.close();
        return Optional.empty();
    }

    /** Takes over an open stream. */
    static HostNode open(HostVolume volume, SecureDirectoryStream<Path> stream, Path path) {
        HostNode node = new HostNode(volume, stream, path);
        volume.opened(node);
        return node;
    }

    HostVolume volume() {
        return volume;
    }

    SecureDirectoryStream<Path> stream() {
        return stream;
    }

    /** Device and inode; the other values are those of the moment it was opened. */
    FileStatus identity() throws ErrnoException {
        Optional<FileStatus> known = identity;
        if (known.isEmpty()) {
            known = Optional.of(HostErrors.call(() -> HostAttributes.read(stream)));
            identity = known;
        }
        return known.get();
    }

    Path path() {
        return path;
    }

    void moved(Path newPath) {
        path = newPath;
    }

    /** A name as a relative path of one component. */
    Path name(String name) throws ErrnoException {
        Names.check(name);
        return HostErrors.call(() -> path.getFileSystem().getPath(name));
    }

    /** The status of an entry itself, without number of links and change time. */
    FileStatus look(Path name) throws ErrnoException {
        return HostErrors.call(() -> HostAttributes.read(stream, name));
    }

    /** The status of an entry itself, empty when there is none. */
    Optional<FileStatus> find(Path name) throws ErrnoException {
        try {
            return Optional.of(look(name));
        } catch (ErrnoException e) {
            if (e.errno() == Errno.NOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    HostNode retain() throws ErrnoException {
        if (holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
            throw new ErrnoException(Errno.BADF, "the directory handle is closed");
        }
        return this;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            volume.closed(this);
            closeQuietly(stream);
        }
    }

    static void closeQuietly(SecureDirectoryStream<Path> stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and nobody waits for an answer.
            System.getLogger(HostNode.class.getName()).log(System.Logger.Level.DEBUG, "close of a directory failed", e);
        }
    }
}
