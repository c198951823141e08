package dev.sedge.wasi.fs;

import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** What the handles of one {@link HostDirectory} share: its open directories and files, its staging and precise times. */
final class HostVolume {
    /** Names that begin so are ours, and no guest can see or make one. */
    static final String RESERVED = ".sedge-staging-";

    // Shared by all volumes of the process, because two of them may show the same directory.
    private static final ReentrantLock[] LOCKS = new ReentrantLock[64];

    static {
        for (int i = 0; i < LOCKS.length; i++) {
            LOCKS[i] = new ReentrantLock();
        }
    }

    private final boolean readOnly;
    private final HostStaging staging;
    private final HostTimes times = new HostTimes();
    private final HostNodeCache cache = new HostNodeCache();
    private final Set<HostNode> nodes = ConcurrentHashMap.newKeySet();
    private final Set<HostFile> files = ConcurrentHashMap.newKeySet();

    private final HostNode root;

    /** Takes over the open stream of the root. */
    HostVolume(HostDirectory.Options options, SecureDirectoryStream<Path> stream, Path path) {
        this.readOnly = options.readOnly();
        this.staging = new HostStaging(options);
        this.root = HostNode.open(this, stream, path);
    }

    HostNode root() {
        return root;
    }

    HostStaging staging() {
        return staging;
    }

    HostNodeCache cache() {
        return cache;
    }

    HostTimes times() {
        return times;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    void requireWritable() throws ErrnoException {
        if (readOnly) {
            throw new ErrnoException(Errno.ROFS, "the host directory was opened read-only");
        }
    }

    /** The lock under which names of a directory are taken or the end of a file is moved. */
    static ReentrantLock lock(FileStatus identity) {
        long hash = (identity.inode() * 31 + identity.device()) * 0x9E3779B97F4A7C15L;
        return LOCKS[(int) (hash >>> 58)];
    }

    void opened(HostNode node) {
        nodes.add(node);
    }

    void closed(HostNode node) {
        nodes.remove(node);
    }

    void opened(HostFile file) {
        files.add(file);
    }

    void closed(HostFile file) {
        files.remove(file);
    }

    /** A directory has a new place: so have the open directories in it. */
    void directoryMoved(Path from, Path to) {
        for (HostNode node : nodes) {
            Path path = node.path();
            if (path.startsWith(from)) {
                node.moved(path.equals(from) ? to : to.resolve(from.relativize(path)));
            }
        }
    }

    /** An entry that is no directory has a new place: so has the file opened by it. */
    void fileMoved(HostNode from, Path name, HostNode to, Path newName) {
        for (HostFile file : files) {
            file.moved(from, name, to, newName);
        }
    }
}
