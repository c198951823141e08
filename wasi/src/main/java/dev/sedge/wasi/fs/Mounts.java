package dev.sedge.wasi.fs;

import java.util.ArrayList;
import java.util.List;

/**
 * One tree made of several file systems at chosen paths, single files included: what a container sees. Thread-safe.
 *
 * <ul>
 *   <li>A mount point shows what is mounted, whatever the file system beneath has there. Directories on the way that are
 *       missing, or are no directories (a link, say), are shown as plain ones that hold the mount points only.
 *   <li>Mount points are listed, and cannot be deleted, renamed or replaced: {@link Errno#BUSY}. So are the directories on
 *       the way to them.
 *   <li>Renaming and linking from one file system to another answers {@link Errno#XDEV}.
 * </ul>
 */
public final class Mounts implements GuestFileSystem {
    private final MountPoint root;
    private final List<AutoCloseable> owned;

    private Mounts(MountPoint root, List<AutoCloseable> owned) {
        this.root = root;
        this.owned = owned;
    }

    /** A tree whose root is this file system. */
    public static Builder builder(GuestFileSystem root) {
        return new Builder(root);
    }

    /** The mounts of a tree. What is mounted is closed with the tree. */
    public static final class Builder {
        private final MountPoint root;
        private final List<AutoCloseable> owned = new ArrayList<>();

        private Builder(GuestFileSystem fileSystem) {
            this.root = MountPoint.of(fileSystem);
            owned.add(fileSystem);
        }

        /**
         * Mounts a file system.
         *
         * @param path absolute, names separated by slashes, not the root itself
         * @throws IllegalArgumentException when the path is none or is taken
         */
        public Builder mount(String path, GuestFileSystem fileSystem) {
            root.descend(path).mount(path, fileSystem);
            owned.add(fileSystem);
            return this;
        }

        /** Mounts a file system that cannot be changed through this tree: {@link Errno#ROFS}. */
        public Builder mountReadOnly(String path, GuestFileSystem fileSystem) {
            return mount(path, ReadOnly.of(fileSystem));
        }

        /** Mounts a single file; see {@link VirtualFiles}. */
        public Builder file(String path, VirtualFile file) {
            root.descend(path).mount(path, file);
            owned.add(file);
            return this;
        }

        /** The tree. */
        public Mounts build() {
            return new Mounts(root, List.copyOf(owned));
        }
    }

    @Override
    public GuestDirectory root() throws ErrnoException {
        return MountDirectory.open(root);
    }

    @Override
    public void close() {
        for (AutoCloseable part : owned) {
            try {
                part.close();
            } catch (Exception e) {
                System.getLogger(Mounts.class.getName()).log(System.Logger.Level.WARNING, "close of a mount failed", e);
            }
        }
    }
}
