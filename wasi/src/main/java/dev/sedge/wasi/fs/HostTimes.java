package dev.sedge.wasi.fs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Times that were set more precisely than the host stored them. The precise value is told as long as the stored one is
 * what became of it: JDK 17 cuts the times of links and directories to microseconds, some file systems cut more. Thread-safe.
 */
final class HostTimes {
    private static final int MOST = 1024;

    private record Key(long device, long inode) {}

    private record Entry(long accessTime, long storedAccess, long modificationTime, long storedModification) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    // Volatile: lets a status without any such file skip the lock.
    private volatile boolean used;

    /** Remembers what was asked for and what the host made of it. */
    void remember(long accessTime, long modificationTime, FileStatus stored) {
        Key key = new Key(stored.device(), stored.inode());
        lock.lock();
        try {
            entries.remove(key);
            entries.put(key, new Entry(accessTime, stored.accessTime(), modificationTime, stored.modificationTime()));
            if (entries.size() > MOST) {
                entries.remove(entries.keySet().iterator().next());
            }
            used = true;
        } finally {
            lock.unlock();
        }
    }

    /** The status with the precise times, where they are known and still hold. */
    FileStatus refine(FileStatus status) {
        if (!used) {
            return status;
        }
        Entry entry;
        lock.lock();
        try {
            entry = entries.get(new Key(status.device(), status.inode()));
        } finally {
            lock.unlock();
        }
        if (entry == null) {
            return status;
        }
        return new FileStatus(
                status.device(),
                status.inode(),
                status.type(),
                status.links(),
                status.size(),
                status.accessTime() == entry.storedAccess ? entry.accessTime : status.accessTime(),
                status.modificationTime() == entry.storedModification
                        ? entry.modificationTime
                        : status.modificationTime(),
                status.changeTime());
    }
}
