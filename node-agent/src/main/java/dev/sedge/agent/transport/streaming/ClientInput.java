package dev.sedge.agent.transport.streaming;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a client sends on a stream, from the event loop to the thread that reads it. While 256 KiB wait, the connection
 * is not read. Thread-safe.
 */
final class ClientInput extends InputStream {
    private static final int MUCH = 256 << 10;

    private final Runnable pause;
    private final Runnable resume;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> chunks = new ArrayDeque<>(1);
    private int position;
    private int size;
    private boolean paused;
    private boolean ended;
    private boolean closed;

    /**
     * An empty input.
     *
     * @param pause stops the connection from delivering more
     * @param resume lets it deliver again
     */
    ClientInput(Runnable pause, Runnable resume) {
        this.pause = pause;
        this.resume = resume;
    }

    /** Adds what has come; on the event loop. */
    void receive(byte[] chunk) {
        lock.lock();
        try {
            if (ended || closed || chunk.length == 0) {
                return;
            }
            chunks.add(chunk);
            size += chunk.length;
            if (size >= MUCH && !paused) {
                paused = true;
                pause.run();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (size == 0 && !ended && !closed) {
                changed.await();
            }
            return closed ? -1 : take(target, offset, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("read from the client was interrupted").initCause(e);
        } finally {
            lock.unlock();
        }
    }

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
        if (size <= MUCH / 2) {
            resumeIfPaused();
        }
        return taken;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return closed ? 0 : size;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody reads any more: what waits and what comes is discarded. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            chunks.clear();
            size = 0;
            resumeIfPaused();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void resumeIfPaused() {
        if (paused) {
            paused = false;
            resume.run();
        }
    }
}
