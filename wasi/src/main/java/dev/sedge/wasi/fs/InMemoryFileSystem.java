package dev.sedge.wasi.fs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file system in the memory of the JVM: directories, files, hard and symbolic links, renames and times as on a disk.
 * Thread-safe; one lock guards the tree.
 */
public final class InMemoryFileSystem implements GuestFileSystem {
    private static final long DEFAULT_LIMIT = 64L << 20;
    private static final int ENTRY_WEIGHT = 256;
    // Above what hosts use, so that no two file systems share an identity.
    private static final AtomicLong DEVICES = new AtomicLong(0x5ed6_e000_0000L);

    private final ReentrantLock lock = new ReentrantLock();
    private final long device = DEVICES.incrementAndGet();
    private final InstantSource clock;
    private final long limit;
    private final MemoryNode.Directory root;
    private long nextInode = 1;
    private long used;

    private InMemoryFileSystem(Builder builder) {
        this.clock = builder.clock;
        this.limit = builder.limit;
        this.root = new MemoryNode.Directory(nextInode++, now());
    }

    /** An empty file system with the builder's defaults. */
    public static InMemoryFileSystem create() {
        return builder().build();
    }

    /** A file system to be set up. */
    public static Builder builder() {
        return new Builder();
    }

    /** The settings of an in-memory file system. */
    public static final class Builder {
        private InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        private long limit = DEFAULT_LIMIT;

        private Builder() {}

        /** Where file times come from. Default: none (the guest sees 1970). */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Most bytes of memory for content and entries; NOSPC beyond. Default: 64 MiB. */
        public Builder limit(long bytes) {
            limit = bytes;
            return this;
        }

        /** The file system. */
        public InMemoryFileSystem build() {
            return new InMemoryFileSystem(this);
        }
    }

    /**
     * Writes a file from the host's side, with the directories on the way; links on the way are not followed.
     *
     * @param path names separated by slashes, relative to the root
     */
    public void write(String path, byte[] content) throws ErrnoException {
        try (GuestDirectory directory = parent(path);
                GuestFile file = directory.openFile(last(path), new OpenMode(false, true, true, false, true))) {
            file.write(ByteBuffer.wrap(content), 0);
        }
    }

    /** Writes a file of text as UTF-8; see {@link #write(String, byte[])}. */
    public void write(String path, String content) throws ErrnoException {
        write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a symbolic link from the host's side, with the directories on the way. */
    public void symbolicLink(String path, String target) throws ErrnoException {
        try (GuestDirectory directory = parent(path)) {
            directory.createSymbolicLink(last(path), target);
        }
    }

    /** Makes a directory from the host's side, with those on the way; it may be there already. */
    public void directory(String path) throws ErrnoException {
        parent(path + "/.").close();
    }

    /** Bytes of memory in use, as the limit counts them. */
    public long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public GuestDirectory root() {
        return new MemoryDirectoryHandle(this, root);
    }

    /** Does nothing: the memory goes with the last reference. */
    @Override
    public void close() {}

    ReentrantLock lock() {
        return lock;
    }

    long device() {
        return device;
    }

    long now() {
        Instant instant = clock.instant();
        return Math.max(0, instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
    }

    long inode() {
        return nextInode++;
    }

    /** Takes memory; NOSPC when there is not as much left. */
    void take(long bytes) throws ErrnoException {
        if (bytes > limit - used) {
            throw new ErrnoException(Errno.NOSPC, "the in-memory file system is limited to " + limit + " bytes");
        }
        used += bytes;
    }

    void giveBack(long bytes) {
        used -= bytes;
    }

    /** Gives a node a name. */
    void attach(MemoryNode.Directory directory, String name, MemoryNode node) throws ErrnoException {
        if (directory.deleted) {
            throw new ErrnoException(Errno.NOENT, "the directory was deleted");
        }
        take(entryWeight(name) + (node.links == 0 ? node.weight() : 0));
        put(directory, name, node);
    }

    /** Gives a node that was just detached a new name; a rename needs no memory that it has not given back. */
    void attachMoved(MemoryNode.Directory directory, String name, MemoryNode node) {
        used += entryWeight(name);
        put(directory, name, node);
    }

    private void put(MemoryNode.Directory directory, String name, MemoryNode node) {
        directory.entries.put(name, node);
        if (node instanceof MemoryNode.Directory child) {
            child.parent = directory;
        } else {
            node.links++;
        }
        directory.modified(now());
        node.changeTime = now();
    }

    /** Takes a name from a node, and its memory when that was the last way to it. */
    void detach(MemoryNode.Directory directory, String name, MemoryNode node) {
        directory.entries.remove(name);
        giveBack(entryWeight(name));
        if (!node.isDirectory()) {
            node.links--;
            forget(node);
        }
        directory.modified(now());
        node.changeTime = now();
    }

    /** Takes the memory of a node that neither a name nor a handle leads to. */
    void forget(MemoryNode node) {
        if (node.links == 0 && node.handles == 0) {
            giveBack(node.weight());
        }
    }

    private static long entryWeight(String name) {
        return ENTRY_WEIGHT + 2L * name.length();
    }

    private GuestDirectory parent(String path) throws ErrnoException {
        String[] names = path.split("/", -1);
        GuestDirectory directory = root();
        for (int i = 0; i < names.length - 1; i++) {
            if (names[i].isEmpty()) {
                continue;
            }
            try (GuestDirectory upper = directory) {
                directory = child(upper, names[i]);
            }
        }
        return directory;
    }

    private static GuestDirectory child(GuestDirectory directory, String name) throws ErrnoException {
        try {
            directory.createDirectory(name);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EXIST) {
                throw e;
            }
        }
        return directory.openDirectory(name);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
