package dev.sedge.agent.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The output that waits for one client, 256 KiB at most. The guest's thread adds to it, and waits while it is full; if
 * the client takes nothing for its patience, the client is dropped and the guest goes on. The client's own thread
 * empties it. Thread-safe.
 */
final class AttachedClient {
    private static final int CAPACITY = 256 << 10;
    private static final int CHUNK_OVERHEAD = 64;
    private static final int LARGE_PIECE = 32 << 10;

    private final Optional<OutputStream> stdout;
    private final Optional<OutputStream> stderr;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Deque<Chunk> waiting = new ArrayDeque<>();
    private int size;
    private boolean finished;
    private boolean gone;

    /** Output that nobody changes any more. */
    private static final class Chunk {
        private final GuestStream stream;
        private final byte[] bytes;

        Chunk(GuestStream stream, byte[] bytes) {
            this.stream = stream;
            this.bytes = bytes;
        }
    }

    AttachedClient(ClientStreams streams, Duration patience) {
        this.stdout = streams.stdout();
        this.stderr = streams.stderr();
        this.patience = patience;
    }

    /** Adds output, which is not changed any more; on the guest's thread. Nothing if the client has gone. */
    void offer(GuestStream stream, byte[] bytes) {
        if (target(stream).isEmpty()) {
            return;
        }
        lock.lock();
        try {
            awaitRoom();
            if (size >= CAPACITY) {
                gone = true;
                waiting.clear();
            } else if (!gone && !finished) {
                waiting.add(new Chunk(stream, bytes));
                size += bytes.length + CHUNK_OVERHEAD;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more output comes: {@link #pump} returns when it has written what waits. */
    void finish() {
        lock.lock();
        try {
            finished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is to be written to the client any more. */
    void leave() {
        lock.lock();
        try {
            gone = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes output to the client until there is no more, or the client has gone.
     *
     * @throws InterruptedException if the thread was interrupted, which is how it learns that an idle client has gone
     */
    void pump() throws InterruptedException {
        while (true) {
            Deque<Chunk> chunks = takeAll();
            if (chunks.isEmpty()) {
                return;
            }
            try {
                writeAll(chunks);
            } catch (IOException e) {
                leave(); // its connection says why
                return;
            }
        }
    }

    private Deque<Chunk> takeAll() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !finished && !gone) {
                changed.await();
            }
            Deque<Chunk> taken = waiting;
            waiting = new ArrayDeque<>();
            size = 0;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what follows each other on the same stream in one piece: many guests write byte by byte. */
    private void writeAll(Deque<Chunk> chunks) throws IOException {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        while (!chunks.isEmpty()) {
            Chunk chunk = chunks.remove();
            piece.writeBytes(chunk.bytes);
            Chunk next = chunks.peek();
            if (next == null || next.stream != chunk.stream || piece.size() >= LARGE_PIECE) {
                OutputStream target = target(chunk.stream).orElseThrow();
                target.write(piece.toByteArray());
                target.flush();
                piece.reset();
            }
        }
    }

    private Optional<OutputStream> target(GuestStream stream) {
        return stream == GuestStream.STDOUT ? stdout : stderr;
    }

    /** Waits for room; an interrupt of the guest's thread counts as the end of all patience, and stays set. */
    private void awaitRoom() {
        long left = patience.toNanos();
        try {
            while (size >= CAPACITY && !gone && !finished && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
