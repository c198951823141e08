package dev.sedge.agent.transport.grpc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The file of a unix socket that nobody but its owner ever could connect to. It is bound inside a directory of mode 0700 and
 * moved to its place once its own mode is 0600, because a process cannot choose the mode that a socket is bound with. What
 * another program left there is replaced, but only if no program answers on it.
 */
final class SocketFile implements AutoCloseable {
    private static final int LONGEST_NAME = 107;

    private final Path path;
    private final Path nursery;
    private @Nullable Object key;

    private SocketFile(Path path, Path nursery) {
        this.path = path;
        this.nursery = nursery;
    }

    /**
     * Prepares the place, making its directory if there is none.
     *
     * @throws IOException if a program answers there, or something else than a socket is in the way
     */
    static SocketFile claim(Path socket) throws IOException {
        Path path = socket.toAbsolutePath().normalize();
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException("cannot listen on " + path + ": it is the root directory");
        }
        makeDirectory(parent);
        refuseIfTaken(path);
        Path nursery =
                parent.resolve("." + Long.toString(ThreadLocalRandom.current().nextLong(1L << 30), 36));
        var file = new SocketFile(path, nursery);
        int length = Math.max(
                file.bindPath().toString().getBytes(StandardCharsets.UTF_8).length,
                path.toString().getBytes(StandardCharsets.UTF_8).length);
        if (length > LONGEST_NAME) {
            throw new IOException("cannot listen on " + path + ": the name of a unix socket has at most " + LONGEST_NAME
                    + " bytes, and this would need " + length + "; choose a shorter one");
        }
        Files.createDirectory(
                nursery, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return file;
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw new IOException("cannot listen in " + directory + ": it is not a directory", e);
            }
        }
    }

    private static void refuseIfTaken(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!attributes.isOther()) {
            throw new IOException("cannot listen on " + path + ": a file that is not a socket is in the way");
        }
        try (var probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new IOException("cannot listen on " + path + ": another program answers there"
                    + (probe.isConnected()
                            ? ", perhaps a second sedge serve; stop it, or choose another --listen"
                            : ""));
        } catch (ConnectException e) {
            return; // Left behind by a program that was killed.
        } catch (SocketException e) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("cannot tell whether a program answers on " + path + ": " + e.getMessage(), e);
            }
        }
    }

    /** Where to bind the socket. */
    Path bindPath() {
        return nursery.resolve("s");
    }

    /** Moves the bound socket to its place. */
    void publish() throws IOException {
        Files.setPosixFilePermissions(bindPath(), PosixFilePermissions.fromString("rw-------"));
        key = key(bindPath());
        Files.move(bindPath(), path, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(nursery);
    }

    /** Removes the socket, unless another program has put its own there since. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(bindPath());
        Files.deleteIfExists(nursery);
        if (key != null && key.equals(key(path))) {
            Files.deleteIfExists(path);
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
