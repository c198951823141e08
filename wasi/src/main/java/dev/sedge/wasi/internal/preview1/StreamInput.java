package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An input stream of the embedder. What is available is read on the guest's thread. Where a read would block, a daemon
 * thread does it, because nothing can interrupt a read of {@code System.in}: on demand only and one buffer at a time, so
 * that no byte is taken that the guest did not wait for.
 *
 * <p>The state is guarded by the lock of {@link Waits}; the buffer belongs to the reading thread while {@code demanded}.
 */
final class StreamInput implements StandardInput {
    private static final int BUFFER = 8 << 10;

    private final InputStream stream;
    private final Waits waits;
    private final StreamCalls calls;
    private final ReentrantLock lock;
    private final Condition demand;
    private byte[] buffer = new byte[0];
    private int position;
    private int limit;
    private int seen;
    private boolean demanded;
    private boolean started;
    private boolean ended;
    private boolean failed;
    private boolean closed;

    StreamInput(InputStream stream, Waits waits, StreamCalls calls) {
        this.stream = stream;
        this.waits = waits;
        this.calls = calls;
        this.lock = waits.lock();
        this.demand = lock.newCondition();
    }

    @Override
    public int read(IoVectors target) throws ErrnoException {
        if (target.total() == 0) {
            return 0;
        }
        while (true) {
            prepare();
            waits.await(this::isReady, Waits.FOREVER);
            int size = takeBuffered(target);
            if (size < 0) {
                size = readAvailable(target);
            }
            if (size >= 0) {
                return size;
            }
        }
    }

    @Override
    public void prepare() {
        if (isKnown()) {
            return;
        }
        int now = availableNow();
        lock.lock();
        try {
            seen = now;
            if (now == 0) {
                demandMore();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isReady() {
        return position < limit || ended || failed || seen > 0;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return Math.max(limit - position, seen);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            demand.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is something to tell, or another thread is reading so that this one must not. */
    private boolean isKnown() {
        lock.lock();
        try {
            return position < limit || ended || failed || demanded;
        } finally {
            lock.unlock();
        }
    }

    /** Hands out what was read ahead; -1 if there is nothing, 0 at the end. */
    private int takeBuffered(IoVectors target) throws ErrnoException {
        lock.lock();
        try {
            if (position < limit) {
                int size = Math.min(limit - position, target.total());
                target.scatter(buffer, position, size);
                position += size;
                return size;
            }
            if (failed) {
                failed = false;
                throw new ErrnoException(Errno.IO);
            }
            return ended ? 0 : -1;
        } finally {
            lock.unlock();
        }
    }

    /** Reads on the guest's thread what does not block; -1 if there was nothing after all. */
    private int readAvailable(IoVectors target) throws ErrnoException {
        byte[] scratch = target.scratch(target.total());
        int wanted = Math.min(Math.min(scratch.length, target.total()), seen);
        seen = 0;
        int size;
        try {
            calls.enter();
            try {
                size = stream.read(scratch, 0, wanted);
            } finally {
                calls.leave();
            }
        } catch (IOException e) {
            throw new ErrnoException(Errno.IO);
        }
        if (size < 0) {
            lock.lock();
            try {
                ended = true;
            } finally {
                lock.unlock();
            }
            return 0;
        }
        target.scatter(scratch, 0, size);
        return size == 0 ? -1 : size;
    }

    private int availableNow() {
        try {
            calls.enter();
            try {
                return Math.max(0, stream.available());
            } finally {
                calls.leave();
            }
        } catch (IOException e) {
            return 0; // the read will say why
        }
    }

    private void demandMore() {
        demanded = true;
        if (buffer.length == 0) {
            buffer = new byte[BUFFER];
        }
        if (started) {
            demand.signalAll();
            return;
        }
        started = true;
        Thread reader = new Thread(this::readOnDemand, "sedge-stdin");
        reader.setDaemon(true);
        reader.start();
    }

    private void readOnDemand() {
        while (awaitDemand()) {
            int size = -1;
            boolean broken = false;
            try {
                size = stream.read(buffer, 0, buffer.length);
            } catch (IOException | RuntimeException e) {
                broken = true;
            }
            publish(size, broken);
        }
    }

    private boolean awaitDemand() {
        lock.lock();
        try {
            while (!demanded && !closed && !ended) {
                demand.awaitUninterruptibly();
            }
            return demanded && !closed;
        } finally {
            lock.unlock();
        }
    }

    private void publish(int size, boolean broken) {
        lock.lock();
        try {
            demanded = false;
            position = 0;
            limit = Math.max(0, size);
            failed = broken;
            ended = size < 0; // also after an error: what is broken delivers nothing more
            waits.signal();
        } finally {
            lock.unlock();
        }
    }
}
