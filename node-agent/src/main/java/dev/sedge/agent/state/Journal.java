package dev.sedge.agent.state;

import dev.sedge.agent.state.v1.JournalEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of entries that only grows. Its space is taken ahead in steps, filled with zeros, so that a commit flushes data
 * and no changed file length: one trip to the disk. For one thread at a time.
 */
final class Journal implements Closeable {
    /** The version of the format. */
    static final int FORMAT = 1;

    private static final int STEP = 128 * 1024;

    private final FileChannel channel;
    private long end;
    private long allocated;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** Creates a journal with these entries, which are on the disk when it returns; the directory is the caller's. */
    static Journal create(Path file, List<JournalEntry> entries) throws IOException {
        Journal journal = new Journal(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        try {
            journal.append(List.of(JournalEntry.newBuilder().setFormat(FORMAT).build()));
            journal.append(entries);
            return journal;
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** How many bytes its entries have. */
    long length() {
        return end;
    }

    /** Adds entries, which are on the disk when it returns. After a failure it is of no more use. */
    void append(List<JournalEntry> entries) throws IOException {
        ByteBuffer frames = Frames.write(entries);
        int length = frames.remaining();
        if (end + length > allocated) {
            extend(end + length);
        }
        write(frames, end);
        channel.force(false);
        end += length;
    }

    private void extend(long needed) throws IOException {
        long size = (needed / STEP + 1) * STEP;
        write(ByteBuffer.allocate(Math.toIntExact(size - allocated)), allocated);
        channel.force(true);
        allocated = size;
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
