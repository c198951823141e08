package dev.sedge.wasi;

import static java.util.Objects.requireNonNull;

import dev.sedge.wasi.fs.GuestFileSystem;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory that a guest finds open when it starts: the only way to files. Everything below it is reachable and
 * nothing beside it, whatever symbolic links say. Immutable; nothing is opened before the guest starts.
 */
public final class Preopen implements Capability {
    private final Optional<Path> hostPath;
    private final Optional<GuestFileSystem> fileSystem;
    private final String guestPath;
    private final Access access;

    private Preopen(Optional<Path> hostPath, Optional<GuestFileSystem> fileSystem, String guestPath, Access access) {
        this.hostPath = hostPath;
        this.fileSystem = fileSystem;
        this.guestPath = Texts.requireUsable("guest path of a preopen", guestPath);
        this.access = requireNonNull(access, "access");
        if (guestPath.isEmpty()) {
            throw new IllegalArgumentException("guest path of a preopen is empty: use \"/\" or \".\"");
        }
    }

    /**
     * Grants a directory of the host. It is opened when the guest starts and closed when the guest ends.
     *
     * @param host the directory; it must exist when the guest starts
     * @param guest the name under which the guest finds it, such as {@code /data}
     * @param access what the guest may do there
     * @return the capability
     */
    public static Preopen directory(Path host, String guest, Access access) {
        return new Preopen(Optional.of(host), Optional.empty(), guest, access);
    }

    /**
     * Grants the root of a file system. The caller keeps the file system and closes it after the guest has ended.
     *
     * @param fileSystem the tree that the guest sees
     * @param guest the name under which the guest finds its root, such as {@code /}
     * @param access what the guest may do there
     * @return the capability
     */
    public static Preopen of(GuestFileSystem fileSystem, String guest, Access access) {
        return new Preopen(Optional.empty(), Optional.of(fileSystem), guest, access);
    }

    /**
     * The name under which the guest finds the directory.
     *
     * @return the name, exactly as given
     */
    public String guestPath() {
        return guestPath;
    }

    /**
     * What the guest may do in the directory.
     *
     * @return the access
     */
    public Access access() {
        return access;
    }

    /**
     * The directory of the host, if this is one.
     *
     * @return the path as given, or empty for a {@link #fileSystem()}
     */
    public Optional<Path> hostPath() {
        return hostPath;
    }

    /**
     * The file system whose root is granted, if this is one.
     *
     * @return the file system, or empty for a {@link #hostPath()}
     */
    public Optional<GuestFileSystem> fileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isGranted() {
        return true;
    }

    @Override
    public String describe() {
        String source = hostPath.map(path -> "the host's " + path)
                .orElseGet(() -> "a tree of "
                        + fileSystem
                                .map(tree -> tree.getClass().getSimpleName())
                                .orElse("files"));
        return "directory " + guestPath + ", " + access + ": " + source;
    }

    @Override
    public String toString() {
        return describe();
    }
}
