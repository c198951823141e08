package dev.sedge.runtime.internal.cache;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * The file of an entry. It stays readable when it is deleted or replaced, and, unlike a channel, when a thread that reads
 * is interrupted. Who does not close it leaves that to the collector.
 */
final class EntryFile implements EntrySource {

    private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /** A channel, and the JVM for a file, keeps as much memory outside of the heap as it is given at once. */
    private static final int PIECE = 1 << 16;

    private final RandomAccessFile file;
    private final Runnable onDamage;

    /** Guarded by this. */
    private boolean closed;

    private EntryFile(RandomAccessFile file, Runnable onDamage) {
        this.file = file;
        this.onDamage = onDamage;
    }

    /**
     * Opens a file, which the caller has seen to be no link.
     *
     * @param onDamage what is done when something in it turns out to be damaged
     */
    static EntryFile open(Path file, Runnable onDamage) throws IOException {
        return new EntryFile(new RandomAccessFile(file.toFile(), "r"), onDamage);
    }

    @Override
    public synchronized long length() throws IOException {
        return file.length();
    }

    @Override
    public synchronized void read(long position, byte[] into, int length) throws IOException {
        file.seek(position);
        for (int start = 0; start < length; start += PIECE) {
            file.readFully(into, start, Math.min(PIECE, length - start));
        }
    }

    @Override
    public void reportDamage() {
        synchronized (this) {
            if (closed) {
                return; // That is why it could not be read.
            }
        }
        onDamage.run();
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            file.close();
        } catch (IOException e) {
            // It was only read.
        }
    }

    /** Writes a new file that is the owner's alone. It need not be on the disk: a crash leaves one that does not fit. */
    static void write(Path file, EntryImage image, FileAttribute<?>... attributes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, attributes)) {
            image.writeTo(bytes -> drain(bytes, channel));
        }
    }

    private static void drain(ByteBuffer buffer, WritableByteChannel channel) throws IOException {
        int end = buffer.limit();
        while (buffer.position() < end) {
            buffer.limit(Math.min(end, buffer.position() + PIECE));
            channel.write(buffer);
        }
    }
}
