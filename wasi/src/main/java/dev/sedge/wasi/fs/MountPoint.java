package dev.sedge.wasi.fs;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A place in a tree of mounts: where something is mounted, or on the way there. Immutable once the tree is built. */
final class MountPoint {
    private static final MountPoint NONE = new MountPoint();

    private final Map<String, MountPoint> children = new TreeMap<>();
    private final SyntheticDirectory synthetic = new SyntheticDirectory();
    private Optional<GuestFileSystem> fileSystem = Optional.empty();
    private Optional<VirtualFile> file = Optional.empty();

    private MountPoint() {}

    static MountPoint of(GuestFileSystem root) {
        MountPoint point = new MountPoint();
        point.fileSystem = Optional.of(root);
        return point;
    }

    /** A place with no mounts beneath. */
    static MountPoint none() {
        return NONE;
    }

    Map<String, MountPoint> children() {
        return children;
    }

    Optional<MountPoint> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    Optional<GuestFileSystem> fileSystem() {
        return fileSystem;
    }

    Optional<VirtualFile> file() {
        return file;
    }

    /** What is shown where nothing is mounted and nothing else is there. */
    SyntheticDirectory synthetic() {
        return synthetic;
    }

    /** The place of a path, made with those on the way. */
    MountPoint descend(String path) {
        MountPoint point = this;
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..") || name.indexOf('\0') >= 0 || point.file.isPresent()) {
                throw new IllegalArgumentException("mount at " + path + " failed: not a path for a mount point");
            }
            point = point.children.computeIfAbsent(name, n -> new MountPoint());
        }
        return point;
    }

    void mount(String path, GuestFileSystem mounted) {
        requireFree(path);
        fileSystem = Optional.of(mounted);
    }

    void mount(String path, VirtualFile mounted) {
        requireFree(path);
        if (!children.isEmpty()) {
            throw new IllegalArgumentException("mount file at " + path + " failed: other mounts are beneath");
        }
        file = Optional.of(mounted);
    }

    private void requireFree(String path) {
        if (fileSystem.isPresent() || file.isPresent()) {
            throw new IllegalArgumentException("mount at " + path + " failed: something is mounted there already");
        }
    }
}
