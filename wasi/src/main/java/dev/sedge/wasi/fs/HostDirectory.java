package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Optional;

/**
 * A directory of the host as a guest's file system, which no name, link or race inside it can lead out of.
 *
 * <p>Every call acts on one name in an open directory, never following a link, through the JDK's
 * {@link SecureDirectoryStream}; so it does not matter who replaces which directory by a link meanwhile. Only regular files
 * and directories can be opened: FIFOs, sockets and devices answer {@link Errno#ACCES} at once.
 *
 * <p>Directories, links and nanosecond times cannot be made through an open directory in Java. They are made under a
 * random name in a place that nobody can redirect and then moved: see {@link Options}. Directories need read permission.
 * Changes by others are seen at once; nothing is cached. Thread-safe.
 */
public final class HostDirectory implements GuestFileSystem {
    private final HostVolume volume;

    private HostDirectory(HostVolume volume) {
        this.volume = volume;
    }

    /**
     * How a host directory is opened. Withers never fail and open nothing.
     *
     * <p>What needs a staging place takes the first that works: {@code staging}; a private directory that this process
     * makes in the JVM's directory for temporary files, if that is on the same mount; a random name directly in the
     * opened directory, beginning with {@code .sedge-staging-}, for the microseconds of the call. Guests never see or make
     * such names.
     *
     * @param readOnly every change answers {@link Errno#ROFS}, and nothing is ever written there. Default: false
     * @param shared parties that are neither this user nor guests of this runtime can write in the directory. Then hard
     *     links and times of links need one of the first two places, else {@link Errno#NOTSUP}. Default: false
     * @param staging a directory on the same mount that only this user can write. Default: none
     */
    public record Options(boolean readOnly, boolean shared, Optional<Path> staging) {
        /** Writable, not shared, no staging directory of its own. */
        public static Options defaults() {
            return new Options(false, false, Optional.empty());
        }

        /** The same, read-only. */
        public Options withReadOnly() {
            return new Options(true, shared, staging);
        }

        /** The same, shared with parties that are not trusted. */
        public Options withShared() {
            return new Options(readOnly, true, staging);
        }

        /** The same with this staging directory. */
        public Options withStaging(Path directory) {
            return new Options(readOnly, shared, Optional.of(directory));
        }
    }

    /** Opens a directory for reading and writing; see {@link #open(Path, Options)}. */
    public static HostDirectory open(Path directory) throws IOException {
        return open(directory, Options.defaults());
    }

    /** Opens a directory for reading; see {@link #open(Path, Options)}. */
    public static HostDirectory openReadOnly(Path directory) throws IOException {
        return open(directory, Options.defaults().withReadOnly());
    }

    /**
     * Opens a directory. Links in this path are the caller's own and are followed, once, now: the file system keeps
     * meaning the directory that is found.
     *
     * @throws IOException when there is no such directory, it cannot be read, or the platform has no secure directory
     *     streams
     */
    public static HostDirectory open(Path directory, Options options) throws IOException {
        Path path = directory.toRealPath();
        if (!Files.isDirectory(path)) {
            throw new NotDirectoryException(directory.toString());
        }
        Optional<SecureDirectoryStream<Path>> stream = HostNode.openStream(path);
        if (stream.isEmpty()) {
            throw new IOException("open host directory " + directory
                    + " failed: this platform's file system offers no SecureDirectoryStream, which the sandbox needs"
                    + " (Linux and macOS offer it); use an in-memory file system instead");
        }
        return new HostDirectory(new HostVolume(options, stream.get(), path));
    }

    @Override
    public GuestDirectory root() throws ErrnoException {
        return new HostDirectoryHandle(volume.root().retain());
    }

    @Override
    public void close() {
        if (volume.staging().close()) {
            volume.cache().close();
            volume.root().release();
        }
    }
}
