package dev.sedge.wasi.fs;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A writable layer above one that stays as it is: what a container sees of its image. Thread-safe; one lock guards the tree,
 * reading and writing of open files takes none.
 *
 * <ul>
 *   <li>The lower layer is never changed. A file is copied up when it is opened for writing, linked, renamed or given times;
 *       files opened before keep showing the lower one.
 *   <li>What is deleted below is remembered in memory, so the upper layer holds nothing but the guest's own files; it is
 *       meant to begin empty and to end with the overlay.
 *   <li>Renaming a directory of the lower layer answers {@link Errno#XDEV}, as it does on Linux; programs then copy.
 *   <li>A limit on what is written belongs to the upper layer: {@link Quota}, or the limit of an in-memory one.
 * </ul>
 */
public final class Overlay implements GuestFileSystem {
    private final GuestFileSystem lower;
    private final GuestFileSystem upper;
    private final OverlayNode root = OverlayNode.root();
    private final ReentrantLock lock = new ReentrantLock();

    private Overlay(GuestFileSystem lower, GuestFileSystem upper) {
        this.lower = ReadOnly.of(lower);
        this.upper = upper;
    }

    /**
     * An overlay, which closes both layers with itself.
     *
     * @param lower what is seen first and never changed
     * @param upper takes all changes; empty at first, and not asked for anything before the first change: it may be one
     *     that is {@linkplain OnDemand made on demand}
     */
    public static Overlay of(GuestFileSystem lower, GuestFileSystem upper) {
        return new Overlay(lower, upper);
    }

    @Override
    public GuestDirectory root() throws ErrnoException {
        return new OverlayDirectory(this, root, Optional.of(lower.root()), Optional.empty());
    }

    @Override
    public void close() {
        upper.close();
        lower.close();
    }

    ReentrantLock lock() {
        return lock;
    }

    /** Opens a directory of the upper layer that is known to exist there. */
    GuestDirectory openUpper(OverlayNode node) throws ErrnoException {
        Optional<OverlayNode> parent = node.parent();
        if (parent.isEmpty()) {
            return upper.root();
        }
        try (GuestDirectory directory = openUpper(parent.get())) {
            return directory.openDirectory(node.name());
        }
    }

    /** Opens a directory of the upper layer, making it and those above it where they are only below. */
    GuestDirectory makeUpper(OverlayNode node) throws ErrnoException {
        if (node.isDeleted()) {
            throw new ErrnoException(Errno.NOENT, "the directory was deleted");
        }
        Optional<OverlayNode> parent = node.parent();
        if (parent.isEmpty() || node.isInUpper()) {
            GuestDirectory directory = openUpper(node);
            node.setInUpper();
            return directory;
        }
        try (GuestDirectory directory = makeUpper(parent.get())) {
            directory.createDirectory(node.name());
            node.setInUpper();
            return directory.openDirectory(node.name());
        }
    }
}
