package dev.sedge.oci.store;

import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one store, between threads and between processes: one for the whole store, shared or exclusive, and one
 * for every key. Not reentrant. Safe for use by many threads.
 *
 * <p>Each lock is one byte range of a single file, so that no lock file is ever left behind or deleted under a waiter.
 * The kernel gives a lock to a process, not to a thread, and takes all locks of a process back when it closes the file
 * once. Therefore a process has one channel for each store, opened by the first user and closed by the last, and threads
 * are told apart in memory. Waiting is polling: a blocking call would let the kernel see deadlocks between processes
 * whose threads wait for each other crosswise without being in one another's way.
 */
final class StoreLocks implements AutoCloseable {
    private static final long POLL_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long POLL_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long WHOLE_STORE = 0;
    private static final Map<Path, StoreLocks> OPEN = new HashMap<>();

    private final Path file;
    private final FileChannel channel;
    private final ReentrantLock monitor = new ReentrantLock();
    private final Condition changed = monitor.newCondition();
    private final Map<Long, State> states = new HashMap<>();
    private int users;

    private StoreLocks(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The locks on a file, which is made if it does not exist; shared with everybody else in this process. */
    static StoreLocks open(Path file) throws IOException {
        synchronized (OPEN) {
            Path directory = file.toAbsolutePath().getParent();
            Path real = directory == null ? file : directory.toRealPath().resolve(file.getFileName());
            StoreLocks locks = OPEN.get(real);
            if (locks == null) {
                FileChannel channel = FileChannel.open(
                        real, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                locks = new StoreLocks(real, channel);
                OPEN.put(real, locks);
            }
            locks.users++;
            return locks;
        }
    }

    /** Gives up one use; the last one closes the file. */
    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(file);
                channel.close();
            }
        }
    }

    /** Waits until nobody collects garbage. For short sections only. */
    Held shared() throws OciException {
        return acquire(WHOLE_STORE, true, true).orElseThrow();
    }

    /** Waits until nobody else holds the store. */
    Held exclusive() throws OciException {
        return acquire(WHOLE_STORE, false, true).orElseThrow();
    }

    /** Waits for the lock of a key. */
    Held key(String key) throws OciException {
        return acquire(position(key), false, true).orElseThrow();
    }

    /** The lock of a key if nobody has it. */
    Optional<Held> tryKey(String key) throws OciException {
        return acquire(position(key), false, false);
    }

    private static long position(String key) {
        String hex = Digest.sha256Of(key.getBytes(StandardCharsets.UTF_8)).hex();
        return 1 + (Long.parseUnsignedLong(hex.substring(0, 16), 16) >>> 2);
    }

    private Optional<Held> acquire(long position, boolean shared, boolean wait) throws OciException {
        Optional<State> entered = enter(position, shared, wait);
        if (entered.isEmpty()) {
            return Optional.empty();
        }
        State state = entered.get();
        if (!state.busy) {
            return Optional.of(new Held(this, position, state));
        }
        FileLock lock = null;
        try {
            lock = lockFile(position, shared, wait);
        } catch (IOException e) {
            throw LocalFiles.failure("lock the store " + file.getParent(), e);
        } finally {
            settle(position, state, lock, shared);
        }
        return lock == null ? Optional.empty() : Optional.of(new Held(this, position, state));
    }

    /** The state as a further shared holder, or with {@code busy} set as the one that takes the lock of the file. */
    private Optional<State> enter(long position, boolean shared, boolean wait) throws OciException {
        try {
            monitor.lockInterruptibly();
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
        try {
            while (true) {
                State state = states.computeIfAbsent(position, p -> new State());
                boolean joins = shared && state.holders > 0 && !state.exclusive;
                if (!state.busy && joins) {
                    state.holders++;
                    return Optional.of(state);
                }
                if (!state.busy && state.holders == 0) {
                    state.busy = true;
                    return Optional.of(state);
                }
                if (!wait) {
                    return Optional.empty();
                }
                changed.await();
            }
        } catch (InterruptedException e) {
            throw cancelled(e);
        } finally {
            monitor.unlock();
        }
    }

    private void settle(long position, State state, @Nullable FileLock lock, boolean shared) {
        monitor.lock();
        try {
            state.busy = false;
            if (lock == null) {
                states.remove(position);
            } else {
                state.lock = lock;
                state.holders = 1;
                state.exclusive = !shared;
            }
            changed.signalAll();
        } finally {
            monitor.unlock();
        }
    }

    private @Nullable FileLock lockFile(long position, boolean shared, boolean wait) throws IOException {
        long pause = POLL_MIN_NANOS;
        while (true) {
            FileLock lock = tryLockFile(position, shared);
            if (lock != null || !wait) {
                return lock;
            }
            LockSupport.parkNanos(pause);
            if (Thread.currentThread().isInterrupted()) {
                throw new OciException.Cancelled("wait for another process that uses the store was interrupted");
            }
            pause = Math.min(pause * 2, POLL_MAX_NANOS);
        }
    }

    private @Nullable FileLock tryLockFile(long position, boolean shared) throws IOException {
        try {
            return channel.tryLock(position, 1, shared);
        } catch (OverlappingFileLockException e) {
            // Another copy of this class in the same JVM has it: as good as another process.
            return null;
        }
    }

    private void release(long position, State state) throws IOException {
        monitor.lock();
        try {
            if (--state.holders == 0) {
                states.remove(position);
                FileLock lock = state.lock;
                if (lock != null) {
                    lock.release();
                }
                changed.signalAll();
            }
        } finally {
            monitor.unlock();
        }
    }

    private static OciException.Cancelled cancelled(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new OciException.Cancelled("wait for another user of the store was interrupted", e);
    }

    /** One lock, until closed. Closing it twice does nothing. */
    static final class Held implements AutoCloseable {
        private final StoreLocks locks;
        private final long position;
        private final State state;
        private boolean released;

        private Held(StoreLocks locks, long position, State state) {
            this.locks = locks;
            this.position = position;
            this.state = state;
        }

        @Override
        public void close() throws OciException {
            if (!released) {
                released = true;
                try {
                    locks.release(position, state);
                } catch (IOException e) {
                    throw LocalFiles.failure("unlock the store", e);
                }
            }
        }
    }

    /** Who holds a lock in this process; guarded by the monitor. */
    private static final class State {
        int holders;
        boolean exclusive;
        /** A thread is taking the lock of the file. */
        boolean busy;

        @Nullable FileLock lock;
    }
}
