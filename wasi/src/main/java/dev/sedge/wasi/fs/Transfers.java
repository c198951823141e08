package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Positional copies between a file and any buffer, through a few direct buffers that all threads share. A heap buffer
 * handed to a channel would make the JDK cache a direct buffer of that size for each thread, however large, and as long as
 * the thread lives, which for a guest that only waits is for ever.
 */
final class Transfers {
    private static final int CHUNK = 64 * 1024;

    /** Buffers that nobody uses now; a power of two. */
    private static final AtomicReferenceArray<@Nullable ByteBuffer> FREE = new AtomicReferenceArray<>(8);

    private Transfers() {}

    /** Reads until the buffer is full or the file ends; returns the number of bytes. */
    static int read(FileChannel channel, ByteBuffer target, long position) throws IOException {
        if (target.isDirect()) {
            return Math.max(0, channel.read(target, position));
        }
        ByteBuffer buffer = take();
        try {
            return read(channel, target, position, buffer);
        } finally {
            giveBack(buffer);
        }
    }

    private static int read(FileChannel channel, ByteBuffer target, long position, ByteBuffer buffer)
            throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int wanted = Math.min(CHUNK, target.remaining());
            buffer.clear().limit(wanted);
            int count = channel.read(buffer, position + total);
            if (count <= 0) {
                break;
            }
            target.put(buffer.flip());
            total += count;
            if (count < wanted) {
                break;
            }
        }
        return total;
    }

    /** Writes all that remains in the buffer; a shorter count only when the host fails after a part. */
    static int write(FileChannel channel, ByteBuffer source, long position) throws IOException {
        int total = 0;
        while (source.hasRemaining()) {
            int count;
            try {
                count = source.isDirect()
                        ? channel.write(source, position + total)
                        : writeChunk(channel, source, position + total);
            } catch (IOException e) {
                if (total > 0) {
                    return total;
                }
                throw e;
            }
            total += count;
        }
        return total;
    }

    private static int writeChunk(FileChannel channel, ByteBuffer source, long position) throws IOException {
        ByteBuffer buffer = take();
        try {
            int wanted = Math.min(CHUNK, source.remaining());
            buffer.clear();
            buffer.put(source.slice(source.position(), wanted)).flip();
            int count = channel.write(buffer, position);
            source.position(source.position() + count);
            return count;
        } finally {
            giveBack(buffer);
        }
    }

    private static ByteBuffer take() {
        ByteBuffer free = FREE.getAndSet(place(), null);
        return free != null ? free : ByteBuffer.allocateDirect(CHUNK);
    }

    /** What two threads have made for one place at once is left to the collector. */
    private static void giveBack(ByteBuffer buffer) {
        FREE.set(place(), buffer);
    }

    @SuppressWarnings("deprecation") // its successor is newer than Java 17
    private static int place() {
        return (int) Thread.currentThread().getId() & (FREE.length() - 1);
    }
}
