package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Positional copies between a file and any buffer, through one direct buffer per thread. A heap buffer handed to a
 * channel would make the JDK cache a direct buffer of that size per thread, however large.
 */
final class Transfers {
    private static final int CHUNK = 64 * 1024;
    private static final ThreadLocal<ByteBuffer> BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(CHUNK));

    private Transfers() {}

    /** Reads until the buffer is full or the file ends; returns the number of bytes. */
    static int read(FileChannel channel, ByteBuffer target, long position) throws IOException {
        if (target.isDirect()) {
            return Math.max(0, channel.read(target, position));
        }
        ByteBuffer buffer = BUFFER.get();
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
        ByteBuffer buffer = BUFFER.get();
        int wanted = Math.min(CHUNK, source.remaining());
        buffer.clear();
        buffer.put(source.slice(source.position(), wanted)).flip();
        int count = channel.write(buffer, position);
        source.position(source.position() + count);
        return count;
    }
}
