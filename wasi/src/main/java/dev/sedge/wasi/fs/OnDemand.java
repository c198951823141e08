package dev.sedge.wasi.fs;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file system that is made when its root is first asked for: most containers change nothing of their image, and need no
 * directory for what they would change. Thread-safe.
 */
public final class OnDemand implements GuestFileSystem {
    private final Maker maker;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<GuestFileSystem> made = Optional.empty();
    private boolean closed;

    /** How the file system is made. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Makes it. Nothing may be left of one that could not be made, because it is tried again.
         *
         * @throws IOException if it cannot be made; the guest is told the error number
         */
        GuestFileSystem make() throws IOException;
    }

    private OnDemand(Maker maker) {
        this.maker = maker;
    }

    /**
     * A file system that is made by the first {@link #root()} and closed with this one.
     *
     * @param maker is asked by one thread at a time, again if it failed, and not any more once this is closed
     */
    public static OnDemand of(Maker maker) {
        return new OnDemand(maker);
    }

    @Override
    public GuestDirectory root() throws ErrnoException {
        lock.lock();
        try {
            if (closed) {
                throw new ErrnoException(Errno.BADF, "the file system is closed");
            }
            if (made.isEmpty()) {
                made = Optional.of(HostErrors.call(maker::make));
            }
            return made.get().root();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            made.ifPresent(GuestFileSystem::close);
        } finally {
            lock.unlock();
        }
    }
}
