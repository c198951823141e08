package dev.sedge.agent.io;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the first output of a guest back until somebody is there to see it, or the time for that is over. The guest runs
 * meanwhile; it waits only when it has written 64 KiB, and its end is not told. Thread-safe.
 *
 * <p>This is for guests that a person starts and attaches to in one command. Clients differ: some print the log and then
 * attach, others only attach, and both only after the guest has started. With the output kept back the log is empty
 * until the client is attached, so that each of them prints every byte once.
 */
final class OutputHold {
    private static final int CAPACITY = 64 << 10;
    private static final int PIECE_OVERHEAD = 64;

    private final Output target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final List<Piece> held = new ArrayList<>(0);
    private int size;
    private volatile boolean open; // written under the lock; read without it, because nearly always it is true

    /** Where output goes. */
    @FunctionalInterface
    interface Output {
        void write(GuestStream stream, byte[] bytes, int offset, int length);
    }

    /** Output of one stream, with nothing of the other in between. */
    private record Piece(GuestStream stream, ByteArrayOutputStream bytes) {}

    /** A hold that is released already if it is not wanted. */
    OutputHold(Output target, boolean wanted) {
        this.target = target;
        this.open = !wanted;
    }

    /** Passes output on, or keeps it; waits while too much is kept. */
    void write(GuestStream stream, byte[] bytes, int offset, int length) {
        if (!open && keep(stream, bytes, offset, length)) {
            return;
        }
        target.write(stream, bytes, offset, length);
    }

    private boolean keep(GuestStream stream, byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            while (!open && size >= CAPACITY) {
                released.awaitUninterruptibly();
            }
            if (open) {
                return false;
            }
            if (held.isEmpty() || held.get(held.size() - 1).stream != stream) {
                held.add(new Piece(stream, new ByteArrayOutputStream()));
                size += PIECE_OVERHEAD;
            }
            held.get(held.size() - 1).bytes.write(bytes, offset, length);
            size += length;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether output is passed on at once. */
    boolean isReleased() {
        return open;
    }

    /** Passes on what was kept, and everything from now on. */
    void release() {
        if (open) {
            return;
        }
        lock.lock();
        try {
            for (Piece piece : held) {
                target.write(piece.stream, piece.bytes.toByteArray(), 0, piece.bytes.size());
            }
            held.clear();
            size = 0;
            open = true;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is kept; an interrupt releases it. */
    void awaitEmpty() {
        lock.lock();
        try {
            while (size > 0) {
                released.await();
            }
        } catch (InterruptedException e) {
            release();
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
