package dev.sedge.agent.io;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the first bytes that are written to it, and discards the rest. Thread-safe. */
public final class LimitedOutput extends OutputStream {
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;

    /** Keeps at most so many bytes. */
    public LimitedOutput(int most) {
        this.most = most;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        lock.lock();
        try {
            bytes.write(source, offset, Math.min(length, most - bytes.size()));
        } finally {
            lock.unlock();
        }
    }

    /** What was kept. */
    public byte[] toByteArray() {
        lock.lock();
        try {
            return bytes.toByteArray();
        } finally {
            lock.unlock();
        }
    }
}
