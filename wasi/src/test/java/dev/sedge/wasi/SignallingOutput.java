package dev.sedge.wasi;

import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** An output that tells when something was written, and that may be a pipe that is full from then on. */
final class SignallingOutput extends OutputStream {
    private final CountDownLatch written = new CountDownLatch(1);
    private final CountDownLatch full = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong bytes = new AtomicLong();
    private final boolean blocks;

    SignallingOutput(boolean blocks) {
        this.blocks = blocks;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        if (blocks && bytes.get() > 0) {
            full.countDown();
            awaitForEver(closed);
        }
        bytes.addAndGet(length);
        written.countDown();
    }

    /** Waits until something was written. */
    void awaitOutput() throws InterruptedException {
        written.await();
    }

    /** Waits until a writer is blocked. */
    void awaitFull() throws InterruptedException {
        full.await();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    // Like a write to a pipe, which no interrupt ends.
    private static void awaitForEver(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
