package dev.sedge.wasi;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** An input on which nothing ever comes, like a terminal at which nobody sits; a read ends when it is closed. */
public final class SilentInput extends InputStream {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** An input that is open. */
    public SilentInput() {}

    @Override
    public int read() {
        asked.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                closed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return -1;
    }

    /** Waits until somebody reads. */
    public void awaitReader() throws InterruptedException {
        asked.await();
    }

    /** Ends the input while it is still in use. */
    public void end() {
        close();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return read();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
