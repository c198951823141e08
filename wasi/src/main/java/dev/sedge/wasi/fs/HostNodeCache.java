package dev.sedge.wasi.fs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The directories of a volume that were walked through last, kept open because opening one costs several times a look at its
 * name. A kept one is used only when the name still stands for the same directory. Thread-safe.
 */
final class HostNodeCache {
    /** Each costs two descriptors of the host. */
    private static final int MOST = 8;

    private record Key(HostNode parent, String name) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, HostNode> nodes = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    /** The kept directory, held once more for the caller, if the name stands for it. */
    Optional<HostNode> get(HostNode parent, String name, FileStatus found) throws ErrnoException {
        HostNode stale;
        lock.lock();
        try {
            Key key = new Key(parent, name);
            HostNode node = nodes.get(key);
            if (node == null) {
                return Optional.empty();
            }
            if (node.identity().isSameObject(found)) {
                return Optional.of(node.retain());
            }
            nodes.remove(key);
            stale = node;
        } finally {
            lock.unlock();
        }
        stale.release();
        return Optional.empty();
    }

    /** Keeps a directory that was just opened, in place of the one used longest ago. */
    void put(HostNode parent, String name, HostNode node) throws ErrnoException {
        List<HostNode> dropped = new ArrayList<>(2);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            HostNode before = nodes.put(new Key(parent, name), node.retain());
            if (before != null) {
                dropped.add(before);
            }
            if (nodes.size() > MOST) {
                Iterator<HostNode> oldest = nodes.values().iterator();
                dropped.add(oldest.next());
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
        dropped.forEach(HostNode::release);
    }

    /** Lets go of a directory that is being deleted, so that the host gets its space back. */
    void drop(HostNode parent, String name) {
        HostNode node;
        lock.lock();
        try {
            node = nodes.remove(new Key(parent, name));
        } finally {
            lock.unlock();
        }
        if (node != null) {
            node.release();
        }
    }

    void close() {
        List<HostNode> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(nodes.values());
            nodes.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(HostNode::release);
    }
}
