package dev.sedge.agent.io;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log of a container in the form of the CRI: one line {@code TIME stdout|stderr F|P TEXT} for each line of output. A
 * line of more than 16 KiB is written in pieces, all but the last of them marked {@code P}; so is what the guest leaves
 * without an end of line. Whole records are handed to the system before {@link #write} returns. Thread-safe.
 *
 * <p>A disk that refuses a record costs that record and not the guest: it is said once in the agent's log, and again
 * when writing goes on.
 *
 * @see <a href="https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md">CRI
 *     logging</a>
 */
final class CriLogWriter implements AutoCloseable {
    /** The longest text of a record, in bytes. */
    static final int LONGEST_TEXT = 16 << 10;

    private static final System.Logger LOGGER = System.getLogger(CriLogWriter.class.getName());

    private final Path file;
    private final LogSink.Opener opener;
    private final LogTime time;
    private final ReentrantLock lock = new ReentrantLock();
    private final PendingLine output = new PendingLine();
    private final PendingLine errors = new PendingLine();
    private LogSink sink;
    private boolean torn;
    private long lost;
    private boolean closed;

    private CriLogWriter(Path file, LogSink.Opener opener, InstantSource clock) throws IOException {
        this.file = file;
        this.opener = opener;
        this.time = new LogTime(clock);
        this.sink = opener.open(file);
    }

    /** A log at the end of this file, which is made with mode 0640 if it is not there; its directory exists. */
    static CriLogWriter open(Path file, InstantSource clock) throws IOException {
        return open(file, clock, CriLogWriter::openFile);
    }

    /** A log into what this opener opens. */
    static CriLogWriter open(Path file, InstantSource clock, LogSink.Opener opener) throws IOException {
        return new CriLogWriter(file, opener, clock);
    }

    /** Writes the lines that are complete with this output, and keeps the rest for the next. */
    void write(GuestStream stream, byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            ByteArrayOutputStream records = new ByteArrayOutputStream(length + 128);
            split(stream, bytes, offset, offset + length, records);
            put(records);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on in a new file of the same name, because the old one was renamed or removed. No record is lost or divided.
     *
     * @throws IOException if the new file cannot be opened; the old one stays in use
     */
    void reopen() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            LogSink fresh = opener.open(file);
            LogSink old = sink;
            sink = fresh;
            torn = false;
            old.close();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what has no end of line, and closes the file. Later output is discarded. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            ByteArrayOutputStream records = new ByteArrayOutputStream();
            for (GuestStream stream : GuestStream.values()) {
                PendingLine rest = pending(stream);
                if (rest.length() > 0) {
                    record(stream, 'P', rest, new byte[0], 0, 0, records);
                }
            }
            put(records);
            closed = true;
            sink.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "closing the container log " + file + " failed", e);
        } finally {
            lock.unlock();
        }
    }

    private PendingLine pending(GuestStream stream) {
        return stream == GuestStream.STDOUT ? output : errors;
    }

    private void split(GuestStream stream, byte[] bytes, int offset, int end, ByteArrayOutputStream records) {
        PendingLine begun = pending(stream);
        int start = offset;
        while (start < end) {
            int newline = indexOf(bytes, start, end);
            int stop = newline < 0 ? end : newline;
            // A line is divided only when a byte comes that has no room, so that one of exactly the limit stays whole.
            while (begun.length() + stop - start > LONGEST_TEXT) {
                int piece = LONGEST_TEXT - begun.length();
                record(stream, 'P', begun, bytes, start, piece, records);
                start += piece;
            }
            if (newline < 0) {
                begun.append(bytes, start, stop - start);
            } else {
                record(stream, 'F', begun, bytes, start, stop - start, records);
            }
            start = stop + 1;
        }
    }

    private void record(
            GuestStream stream,
            char tag,
            PendingLine begun,
            byte[] bytes,
            int offset,
            int length,
            ByteArrayOutputStream records) {
        records.writeBytes(time.now());
        records.writeBytes(stream.field().getBytes(StandardCharsets.US_ASCII));
        records.write(tag);
        records.write(' ');
        begun.moveTo(records);
        records.write(bytes, offset, length);
        records.write('\n');
    }

    private void put(ByteArrayOutputStream records) {
        if (records.size() == 0) {
            return;
        }
        try {
            if (torn) {
                sink.write(new byte[] {'\n'}, 1);
                torn = false;
            }
            sink.write(records.toByteArray(), records.size());
        } catch (IOException e) {
            refused(e, records.size());
            return;
        }
        if (lost > 0) {
            LOGGER.log(Level.WARNING, "container log {0} is written again; {1} bytes were lost", file, lost);
            lost = 0;
        }
    }

    private void refused(IOException cause, int size) {
        torn = true; // a part may have been written: the next record begins on a line of its own
        if (lost == 0) {
            LOGGER.log(
                    Level.WARNING,
                    "writing the container log " + file + " failed; output is lost until it works",
                    cause);
        }
        lost += size;
    }

    private static int indexOf(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    // Not a channel: an interrupt of the writing thread would close it.
    private static LogSink openFile(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("open the container log " + file + " failed: it is not a regular file", e);
            }
        }
        FileOutputStream stream = new FileOutputStream(file.toFile(), true);
        return new LogSink() {
            @Override
            public void write(byte[] bytes, int length) throws IOException {
                stream.write(bytes, 0, length);
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }
}
