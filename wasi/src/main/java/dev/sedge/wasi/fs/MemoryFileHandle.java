package dev.sedge.wasi.fs;

import java.nio.ByteBuffer;

/** A guest's handle of an in-memory file. Thread-safe. */
final class MemoryFileHandle implements GuestFile {
    private final InMemoryFileSystem system;
    private final MemoryNode.File file;
    private final OpenMode mode;
    private boolean closed;

    /** Called with the file system's lock. */
    MemoryFileHandle(InMemoryFileSystem system, MemoryNode.File file, OpenMode mode) {
        this.system = system;
        this.file = file;
        this.mode = mode;
        file.handles++;
    }

    private interface Action<T> {
        T run() throws ErrnoException;
    }

    private <T> T locked(Action<T> action) throws ErrnoException {
        system.lock().lock();
        try {
            if (closed) {
                throw new ErrnoException(Errno.BADF, "the file is closed");
            }
            return action.run();
        } finally {
            system.lock().unlock();
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws ErrnoException {
        if (!mode.read()) {
            throw new ErrnoException(Errno.BADF, "the file was not opened for reading");
        }
        requirePosition(position);
        return locked(() -> file.content.read(target, position));
    }

    @Override
    public int write(ByteBuffer source, long position) throws ErrnoException {
        requireWritable();
        requirePosition(position);
        return locked(() -> writeLocked(source, position));
    }

    @Override
    public long append(ByteBuffer source) throws ErrnoException {
        requireWritable();
        return locked(() -> {
            long end = file.size();
            return end + writeLocked(source, end);
        });
    }

    @Override
    public void setSize(long size) throws ErrnoException {
        if (!mode.write() || size < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        locked(() -> {
            resize(size);
            return true;
        });
    }

    @Override
    public FileStatus status() throws ErrnoException {
        return locked(() -> file.status(system.device()));
    }

    @Override
    public void setTimes(FileTimes times) throws ErrnoException {
        locked(() -> {
            file.set(times, system.now());
            return true;
        });
    }

    @Override
    public void close() {
        system.lock().lock();
        try {
            if (!closed) {
                closed = true;
                file.handles--;
                system.forget(file);
            }
        } finally {
            system.lock().unlock();
        }
    }

    /** Called with the file system's lock. */
    void resize(long size) {
        long before = file.weight();
        file.content.resize(size);
        system.giveBack(before - file.weight());
        file.modified(system.now());
    }

    private int writeLocked(ByteBuffer source, long position) throws ErrnoException {
        if (!source.hasRemaining()) {
            return 0;
        }
        if (position > Long.MAX_VALUE - source.remaining()) {
            throw new ErrnoException(Errno.FBIG);
        }
        system.take(file.content.growth(position, source.remaining()));
        int count = file.content.write(source, position);
        file.modified(system.now());
        return count;
    }

    private void requireWritable() throws ErrnoException {
        if (!mode.write()) {
            throw new ErrnoException(Errno.BADF, "the file was not opened for writing");
        }
    }

    private static void requirePosition(long position) throws ErrnoException {
        if (position < 0) {
            throw new ErrnoException(Errno.INVAL, "the position is negative");
        }
    }
}
