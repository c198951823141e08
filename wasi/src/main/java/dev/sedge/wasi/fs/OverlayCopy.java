package dev.sedge.wasi.fs;

import java.nio.ByteBuffer;

/** Copies from the lower layer of an overlay into the upper one. */
final class OverlayCopy {
    private static final int CHUNK = 64 * 1024;

    private OverlayCopy() {}

    /** Copies a file with its times; nothing is left of a copy that fails. */
    static void file(GuestDirectory lower, GuestDirectory upper, String name) throws ErrnoException {
        try (GuestFile source = lower.openFile(name, OpenMode.READ)) {
            boolean done = false;
            try (GuestFile target = upper.openFile(name, OpenMode.CREATE_NEW)) {
                copy(source, target);
                times(lower.status(name), upper, name);
                done = true;
            } finally {
                if (!done) {
                    upper.deleteFile(name);
                }
            }
        }
    }

    /** Copies a symbolic link with its times. */
    static void link(GuestDirectory lower, GuestDirectory upper, String name) throws ErrnoException {
        upper.createSymbolicLink(name, lower.readLink(name));
        times(lower.status(name), upper, name);
    }

    /** Gives a directory that was just made the times of the one below. */
    static void times(FileStatus lower, GuestDirectory upper) throws ErrnoException {
        upper.setTimes(FileTimes.of(lower.accessTime(), lower.modificationTime()));
    }

    private static void times(FileStatus lower, GuestDirectory upper, String name) throws ErrnoException {
        try {
            upper.setTimes(name, FileTimes.of(lower.accessTime(), lower.modificationTime()));
        } catch (ErrnoException e) {
            // A link's times cannot be set everywhere, and the copy is good without.
            if (e.errno() != Errno.NOTSUP) {
                throw e;
            }
        }
    }

    private static void copy(GuestFile source, GuestFile target) throws ErrnoException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        long position = 0;
        while (source.read(buffer.clear(), position) > 0) {
            buffer.flip();
            int count = buffer.remaining();
            while (buffer.hasRemaining()) {
                target.write(buffer, position + buffer.position());
            }
            position += count;
        }
    }
}
