package dev.sedge.agent.io;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The standard input of a guest: what clients type, in the order in which it came, until somebody ends it. Clients are
 * held while 64 KiB wait to be read. Thread-safe.
 */
final class GuestInput extends InputStream {
    private static final int CAPACITY = 64 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> chunks = new ArrayDeque<>(1);
    private int position;
    private int size;
    private boolean ended;

    /**
     * Adds bytes, and waits for room before that.
     *
     * @return false if the input has ended, so that they were discarded
     */
    boolean put(byte[] bytes, int offset, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size >= CAPACITY && !ended) {
                changed.await();
            }
            return add(bytes, offset, length);
        } finally {
            lock.unlock();
        }
    }

    /** Adds bytes if there is room for all of them now. */
    boolean offer(byte[] bytes, int length) {
        lock.lock();
        try {
            return size + length <= CAPACITY && add(bytes, 0, length);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes: the guest reads what is there, and then the end. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean add(byte[] bytes, int offset, int length) {
        if (ended) {
            return false;
        }
        if (length > 0) {
            byte[] chunk = new byte[length];
            System.arraycopy(bytes, offset, chunk, 0, length);
            chunks.add(chunk);
            size += length;
            changed.signalAll();
        }
        return true;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (size == 0 && !ended) {
                changed.awaitUninterruptibly();
            }
            return take(target, offset, length);
        } finally {
            lock.unlock();
        }
    }

    // One chunk at most: on a terminal each is a line, and a read gives one line.
    private int take(byte[] target, int offset, int length) {
        byte[] first = chunks.peek();
        if (first == null) {
            return -1;
        }
        int taken = Math.min(length, first.length - position);
        System.arraycopy(first, position, target, offset, taken);
        position += taken;
        size -= taken;
        if (position == first.length) {
            chunks.remove();
            position = 0;
        }
        changed.signalAll();
        return taken;
    }

    /** The bytes of the next read that would not wait; 0 also at the end. */
    @Override
    public int available() {
        lock.lock();
        try {
            byte[] first = chunks.peek();
            return first == null ? 0 : first.length - position;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end();
    }
}
