package dev.sedge.agent.transport.streaming;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes threads that write to a connection wait while the client takes nothing. The connection's event loop opens and
 * shuts it; thread-safe.
 */
final class WriteGate {
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean open = true;
    private boolean closed;

    /** A gate at which nobody waits longer than this. */
    WriteGate(Duration patience) {
        this.patience = patience;
    }

    /** Says whether the connection takes more. */
    void set(boolean writable) {
        lock.lock();
        try {
            open = writable;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing can be written any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the connection takes more, or fails: the client has gone, took nothing for too long, or interrupt. */
    void await() throws IOException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!open && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                throw new IOException("write to the client failed: it has gone");
            }
            if (!open) {
                throw new IOException(
                        "write to the client failed: it took nothing for " + patience.toSeconds() + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("write to the client was interrupted").initCause(e);
        } finally {
            lock.unlock();
        }
    }
}
