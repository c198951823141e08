package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** An output stream of the embedder, or none, to which a guest writes. Confined to the guest's thread. */
final class StandardOutput {
    private final OutputStream stream;
    private final Waits waits;
    private final StreamCalls calls;
    private final Budget budget;

    /**
     * Writes to a stream.
     *
     * @param budget what this and other outputs of the guest may write together
     */
    StandardOutput(Optional<OutputStream> stream, Waits waits, StreamCalls calls, Budget budget) {
        this.stream = stream.orElse(OutputStream.nullOutputStream());
        this.waits = waits;
        this.calls = calls;
        this.budget = budget;
    }

    /** Writes all bytes, in one piece where they are few, and flushes: EPIPE when nobody reads, ENOSPC, EIO. */
    int write(IoVectors source) throws ErrnoException {
        int allowed = budget.take(source.total());
        if (source.total() == 0) {
            return 0;
        }
        if (allowed == 0) {
            throw new ErrnoException(Errno.NOSPC);
        }
        byte[] scratch = source.scratch(allowed);
        int done = 0;
        while (done < allowed) {
            int size = source.gather(scratch, allowed - done);
            try {
                calls.enter();
                try {
                    stream.write(scratch, 0, size);
                    stream.flush();
                } finally {
                    calls.leave();
                }
            } catch (IOException e) {
                if (done > 0) {
                    return done;
                }
                throw new ErrnoException(errno(e));
            }
            done += size;
            waits.poll();
        }
        return done;
    }

    // The JDK has no own type for these; an unknown or translated text is EIO.
    private static Errno errno(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("Broken pipe") || text.contains("closed") || text.contains("Closed")) {
            return Errno.PIPE;
        }
        return text.contains("No space left") ? Errno.NOSPC : Errno.IO;
    }

    /** Bytes that may still be written. */
    static final class Budget {
        private long left;

        Budget(long left) {
            this.left = left;
        }

        private int take(int bytes) {
            int taken = (int) Math.min(bytes, left);
            left -= taken;
            return taken;
        }
    }
}
