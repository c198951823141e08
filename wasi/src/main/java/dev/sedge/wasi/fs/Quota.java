package dev.sedge.wasi.fs;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file system in which only so many bytes can be written: {@link Errno#DQUOT} beyond, and {@link Errno#FBIG} for a single
 * file that grows too large. Thread-safe.
 *
 * <p>It counts what is written through it, as sizes of files plus a fixed amount for each new entry, so that empty files are
 * not free. What was there before is free until it is changed; what is deleted while open counts until it is closed. A
 * sparse file counts with its whole size.
 */
public final class Quota implements GuestFileSystem {
    private static final long ENTRY = 512;

    private final GuestFileSystem inner;
    private final long limit;
    private final long largestFile;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Charge> charges = new HashMap<>();
    private long used;
    private long entries;

    private Quota(GuestFileSystem inner, long limit, long largestFile) {
        this.inner = inner;
        this.limit = limit;
        this.largestFile = largestFile;
    }

    private record Key(long device, long inode) {
        static Key of(FileStatus status) {
            return new Key(status.device(), status.inode());
        }
    }

    /** What an object costs, and whether it lives on by open handles only. */
    private static final class Charge {
        private long bytes;
        private int handles;
        private boolean deleted;
    }

    /**
     * A view with limits, which closes what it shows with itself.
     *
     * @param bytes most bytes in all
     */
    public static Quota of(GuestFileSystem fileSystem, long bytes) {
        return new Quota(fileSystem, bytes, Long.MAX_VALUE);
    }

    /**
     * A view with limits, which closes what it shows with itself.
     *
     * @param bytes most bytes in all
     * @param largestFile most bytes in one file
     */
    public static Quota of(GuestFileSystem fileSystem, long bytes, long largestFile) {
        return new Quota(fileSystem, bytes, largestFile);
    }

    /** The bytes counted now. */
    public long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** The names that were made and not deleted again through this view: files, directories and links. */
    public long entries() {
        lock.lock();
        try {
            return entries;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public GuestDirectory root() throws ErrnoException {
        return new Directory(this, inner.root());
    }

    @Override
    public void close() {
        inner.close();
    }

    private void take(long bytes) throws ErrnoException {
        if (bytes > limit - used) {
            throw new ErrnoException(Errno.DQUOT, "no more than " + limit + " bytes can be written here");
        }
        used += bytes;
    }

    /** Counts a new entry, and takes the count back when it does not come to be. */
    private void create(FileCreation creation) throws ErrnoException {
        lock.lock();
        try {
            take(ENTRY);
            boolean done = false;
            try {
                creation.create();
                done = true;
            } finally {
                used -= done ? 0 : ENTRY;
                entries += done ? 1 : 0;
            }
        } finally {
            lock.unlock();
        }
    }

    private interface FileCreation {
        void create() throws ErrnoException;
    }

    /** Called with the lock, after an entry was taken from an object. */
    private void removed(FileStatus status) {
        used = Math.max(0, used - ENTRY);
        entries = Math.max(0, entries - 1);
        Key key = Key.of(status);
        Charge charge = charges.get(key);
        if (charge == null || status.links() > 1) {
            return;
        }
        charge.deleted = true;
        settle(key, charge);
    }

    private void settle(Key key, Charge charge) {
        if (charge.handles > 0) {
            return;
        }
        if (charge.deleted) {
            used -= charge.bytes;
        }
        if (charge.deleted || charge.bytes == 0) {
            charges.remove(key);
        }
    }

    private static final class Directory implements GuestDirectory {
        private final Quota quota;
        private final GuestDirectory inner;

        private Directory(Quota quota, GuestDirectory inner) {
            this.quota = quota;
            this.inner = inner;
        }

        @Override
        public GuestDirectory reopen() throws ErrnoException {
            return new Directory(quota, inner.reopen());
        }

        @Override
        public FileStatus status() throws ErrnoException {
            return inner.status();
        }

        @Override
        public FileStatus status(String name) throws ErrnoException {
            return inner.status(name);
        }

        @Override
        public GuestDirectory openDirectory(String name) throws ErrnoException {
            return new Directory(quota, inner.openDirectory(name));
        }

        @Override
        public GuestFile openFile(String name, OpenMode mode) throws ErrnoException {
            if (!mode.isMutation()) {
                return inner.openFile(name, mode);
            }
            quota.lock.lock();
            try {
                Optional<FileStatus> before = find(name);
                boolean makes = before.isEmpty() && mode.create();
                if (makes) {
                    quota.take(ENTRY);
                }
                boolean opened = false;
                try {
                    GuestFile file = inner.openFile(name, mode);
                    opened = true;
                    quota.entries += makes ? 1 : 0;
                    return new File(quota, file, mode, before);
                } finally {
                    if (!opened && makes) {
                        quota.used -= ENTRY;
                    }
                }
            } finally {
                quota.lock.unlock();
            }
        }

        @Override
        public String readLink(String name) throws ErrnoException {
            return inner.readLink(name);
        }

        @Override
        public String followLink(String name) throws ErrnoException {
            return inner.followLink(name);
        }

        @Override
        public List<String> list(int limit) throws ErrnoException {
            return inner.list(limit);
        }

        @Override
        public void createDirectory(String name) throws ErrnoException {
            quota.create(() -> inner.createDirectory(name));
        }

        @Override
        public void deleteDirectory(String name) throws ErrnoException {
            remove(name, () -> inner.deleteDirectory(name));
        }

        @Override
        public void deleteFile(String name) throws ErrnoException {
            remove(name, () -> inner.deleteFile(name));
        }

        @Override
        public void createSymbolicLink(String name, String target) throws ErrnoException {
            quota.create(() -> inner.createSymbolicLink(name, target));
        }

        @Override
        public void link(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
            Directory to = sameQuota(toDirectory);
            quota.create(() -> inner.link(name, to.inner, toName));
        }

        @Override
        public void rename(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
            Directory to = sameQuota(toDirectory);
            quota.lock.lock();
            try {
                FileStatus moved = inner.status(name);
                Optional<FileStatus> replaced = to.find(toName).filter(status -> !status.isSameObject(moved));
                inner.rename(name, to.inner, toName);
                replaced.ifPresent(quota::removed);
            } finally {
                quota.lock.unlock();
            }
        }

        @Override
        public void setTimes(String name, FileTimes times) throws ErrnoException {
            inner.setTimes(name, times);
        }

        @Override
        public void setTimes(FileTimes times) throws ErrnoException {
            inner.setTimes(times);
        }

        @Override
        public void close() {
            inner.close();
        }

        private void remove(String name, FileCreation removal) throws ErrnoException {
            quota.lock.lock();
            try {
                FileStatus status = inner.status(name);
                removal.create();
                quota.removed(status);
            } finally {
                quota.lock.unlock();
            }
        }

        private Optional<FileStatus> find(String name) throws ErrnoException {
            try {
                return Optional.of(inner.status(name));
            } catch (ErrnoException e) {
                if (e.errno() == Errno.NOENT) {
                    return Optional.empty();
                }
                throw e;
            }
        }

        private Directory sameQuota(GuestDirectory other) throws ErrnoException {
            if (other instanceof Directory directory && directory.quota == quota) {
                return directory;
            }
            throw new ErrnoException(Errno.XDEV);
        }
    }

    private static final class File implements GuestFile {
        private final Quota quota;
        private final GuestFile inner;
        private final Key key;
        private final Charge charge;
        private boolean closed;

        /** Called with the quota's lock. */
        private File(Quota quota, GuestFile inner, OpenMode mode, Optional<FileStatus> before) throws ErrnoException {
            this.quota = quota;
            this.inner = inner;
            this.key = Key.of(inner.status());
            this.charge = quota.charges.computeIfAbsent(key, k -> new Charge());
            charge.handles++;
            if (mode.truncate() && before.isPresent()) {
                shrunk(before.get().size());
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws ErrnoException {
            return inner.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws ErrnoException {
            quota.lock.lock();
            try {
                long growth = reserve(source, position);
                long before = growth == 0 ? 0 : inner.size();
                try {
                    return inner.write(source, position);
                } finally {
                    correct(growth, before);
                }
            } finally {
                quota.lock.unlock();
            }
        }

        @Override
        public long append(ByteBuffer source) throws ErrnoException {
            quota.lock.lock();
            try {
                long before = inner.size();
                long growth = reserve(source, before);
                try {
                    return inner.append(source);
                } finally {
                    correct(growth, before);
                }
            } finally {
                quota.lock.unlock();
            }
        }

        @Override
        public long size() throws ErrnoException {
            return inner.size();
        }

        @Override
        public void setSize(long size) throws ErrnoException {
            quota.lock.lock();
            try {
                long before = inner.size();
                long growth = size > before ? grow(size - before, size) : 0;
                try {
                    inner.setSize(size);
                } finally {
                    correct(growth, before);
                }
            } finally {
                quota.lock.unlock();
            }
        }

        @Override
        public void sync(boolean metadata) throws ErrnoException {
            inner.sync(metadata);
        }

        @Override
        public FileStatus status() throws ErrnoException {
            return inner.status();
        }

        @Override
        public void setTimes(FileTimes times) throws ErrnoException {
            inner.setTimes(times);
        }

        @Override
        public void close() {
            inner.close();
            quota.lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    charge.handles--;
                    quota.settle(key, charge);
                }
            } finally {
                quota.lock.unlock();
            }
        }

        private long reserve(ByteBuffer source, long position) throws ErrnoException {
            if (!source.hasRemaining() || position < 0) {
                return 0;
            }
            if (position > Long.MAX_VALUE - source.remaining()) {
                throw new ErrnoException(Errno.FBIG);
            }
            long end = position + source.remaining();
            long size = inner.size();
            return end > size ? grow(end - size, end) : 0;
        }

        private long grow(long growth, long end) throws ErrnoException {
            if (end > quota.largestFile) {
                throw new ErrnoException(Errno.FBIG, "no file can be larger than " + quota.largestFile + " bytes here");
            }
            quota.take(growth);
            charge.bytes += growth;
            return growth;
        }

        /** Sets right what was reserved by what became of the size. */
        private void correct(long reserved, long before) throws ErrnoException {
            if (reserved == 0 && before == 0) {
                return;
            }
            long grown = inner.size() - before;
            if (grown < 0) {
                shrunk(-grown);
            } else if (grown < reserved) {
                quota.used -= reserved - grown;
                charge.bytes -= reserved - grown;
            }
        }

        private void shrunk(long bytes) {
            long released = Math.min(bytes, charge.bytes);
            charge.bytes -= released;
            quota.used -= released;
        }
    }
}
