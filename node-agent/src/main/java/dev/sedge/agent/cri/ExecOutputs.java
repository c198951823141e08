package dev.sedge.agent.cri;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The outputs of one program that an answer will hold, as far as they fit; the rest is discarded. An answer fits into the
 * 16 MiB that kubelet takes. All answers together share a part of the heap, so that programs that flood their outputs
 * cannot exhaust it; the first 32 KiB of each output are always kept. Thread-safe.
 */
final class ExecOutputs implements AutoCloseable {
    private static final int ANSWER = (16 << 20) - (64 << 10);
    private static final int ALWAYS = 32 << 10;

    private final AtomicLong shared;
    private final ReentrantLock lock = new ReentrantLock();
    private int left = ANSWER;
    private long borrowed;

    /** Both outputs, empty. */
    final Output stdout = new Output();

    final Output stderr = new Output();

    /**
     * The outputs of one program.
     *
     * @param shared how many bytes all of them may still take
     */
    ExecOutputs(AtomicLong shared) {
        this.shared = shared;
    }

    /** Gives back what was taken of the shared part; the outputs are of no more use. */
    @Override
    public void close() {
        lock.lock();
        try {
            left = 0;
            shared.addAndGet(borrowed);
            borrowed = 0;
        } finally {
            lock.unlock();
        }
    }

    /** One of them. */
    final class Output extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            lock.lock();
            try {
                int fits = Math.min(length, left);
                int free = Math.min(fits, Math.max(0, ALWAYS - kept.size()));
                int taken = free + borrow(fits - free);
                kept.write(bytes, offset, taken);
                left -= taken;
            } finally {
                lock.unlock();
            }
        }

        private int borrow(int wanted) {
            long before = shared.getAndUpdate(available -> available - Math.min(wanted, available));
            int got = (int) Math.min(wanted, before);
            borrowed += got;
            return got;
        }

        ByteString bytes() {
            lock.lock();
            try {
                return UnsafeByteOperations.unsafeWrap(kept.toByteArray());
            } finally {
                lock.unlock();
            }
        }
    }
}
