package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileTimes;
import dev.sedge.wasi.fs.FileType;
import dev.sedge.wasi.fs.GuestFile;
import java.nio.ByteBuffer;

/** An open file with the guest's position in it. */
final class FileDescriptor extends Descriptor {
    private static final int SEEK_SET = 0;
    private static final int SEEK_CURRENT = 1;
    private static final int SEEK_END = 2;
    private static final int MAX_ADVICE = 5;
    private static final int SETTABLE = Layouts.FDFLAG_APPEND | Layouts.FDFLAG_NONBLOCK;

    private final GuestFile file;
    private final FileAccess access;
    private final Waits waits;
    private int flags;
    private long offset;

    FileDescriptor(GuestFile file, FileAccess access, int flags, Waits waits) {
        this.file = file;
        this.access = access;
        this.flags = flags;
        this.waits = waits;
    }

    /** What the guest may do with the file, and how large it may make it. */
    record FileAccess(boolean readable, boolean writable, boolean mutable, long sizeLimit) {}

    @Override
    FileType type() {
        try {
            return file.status().type();
        } catch (ErrnoException e) {
            return FileType.REGULAR_FILE;
        }
    }

    @Override
    int flags() {
        return flags;
    }

    @Override
    void setFlags(int newFlags) throws ErrnoException {
        if ((newFlags & ~SETTABLE) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        flags = newFlags;
    }

    @Override
    long rightsBase() {
        long rights = Layouts.RIGHTS_ALL;
        if (!access.readable) {
            rights &= ~(Layouts.RIGHT_FD_READ | Layouts.RIGHT_FD_READDIR);
        }
        return access.writable ? rights : rights & ~Layouts.RIGHT_FD_WRITE;
    }

    @Override
    long rightsInheriting() {
        return rightsBase();
    }

    @Override
    int cost() {
        return 1;
    }

    /** Bytes from the position to the end, 0 beyond it. */
    long remaining() throws ErrnoException {
        return Math.max(0, file.size() - offset);
    }

    @Override
    int read(IoVectors target) throws ErrnoException {
        int size = readAt(target, offset);
        offset += size;
        return size;
    }

    @Override
    int pread(IoVectors target, long position) throws ErrnoException {
        if (position < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        return readAt(target, position);
    }

    private int readAt(IoVectors target, long position) throws ErrnoException {
        requireAllowed(access.readable);
        int total = target.total();
        if (position > Long.MAX_VALUE - total) { // as Linux does, on every file system
            throw new ErrnoException(Errno.INVAL);
        }
        int done = 0;
        while (done < total) {
            int size;
            int wanted;
            try {
                ByteBuffer chunk = target.nextTarget(total - done);
                wanted = chunk.remaining();
                size = file.read(chunk, position + done);
            } catch (ErrnoException e) {
                if (done > 0) {
                    break;
                }
                throw e;
            }
            target.filled(size);
            done += size;
            if (size < wanted) {
                break;
            }
            waits.poll();
        }
        return done;
    }

    @Override
    int write(IoVectors source) throws ErrnoException {
        requireAllowed(access.writable);
        if (isAppending()) {
            return append(source, true);
        }
        int size = writeAt(source, offset);
        offset += size;
        return size;
    }

    @Override
    int pwrite(IoVectors source, long position) throws ErrnoException {
        requireAllowed(access.writable);
        if (position < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        return isAppending() ? append(source, false) : writeAt(source, position);
    }

    private int writeAt(IoVectors source, long position) throws ErrnoException {
        int total = allowedSize(source.total(), position);
        int done = 0;
        while (done < total) {
            try {
                ByteBuffer chunk = source.nextSource(total - done);
                int wanted = chunk.remaining();
                int size = file.write(chunk, position + done);
                done += size;
                if (size < wanted) {
                    break;
                }
            } catch (ErrnoException e) {
                if (done > 0) {
                    break;
                }
                throw e;
            }
            waits.poll();
        }
        return done;
    }

    private int append(IoVectors source, boolean moves) throws ErrnoException {
        if (source.total() == 0) {
            return 0;
        }
        int total = allowedSize(source.total(), file.size());
        int done = 0;
        while (done < total) {
            try {
                ByteBuffer chunk = source.nextSource(total - done);
                int size = chunk.remaining();
                long end = file.append(chunk);
                if (moves) {
                    offset = end;
                }
                done += size;
            } catch (ErrnoException e) {
                if (done > 0) {
                    break;
                }
                throw e;
            }
            waits.poll();
        }
        return done;
    }

    /** How much of a write at this position fits below the limit of the file's size. */
    private int allowedSize(int size, long position) throws ErrnoException {
        if (size > 0 && position >= access.sizeLimit) {
            throw new ErrnoException(Errno.FBIG);
        }
        return (int) Math.min(size, Math.max(0, access.sizeLimit - position));
    }

    @Override
    long seek(long distance, int whence) throws ErrnoException {
        long base = switch (whence) {
            case SEEK_SET -> 0;
            case SEEK_CURRENT -> offset;
            case SEEK_END -> file.size();
            default -> throw new ErrnoException(Errno.INVAL);
        };
        long target = base + distance;
        if (target < 0) { // also where the sum does not fit into 63 bits
            throw new ErrnoException(Errno.INVAL);
        }
        offset = target;
        return target;
    }

    @Override
    long tell() {
        return offset;
    }

    @Override
    void advise(int advice) throws ErrnoException {
        if (advice < 0 || advice > MAX_ADVICE) {
            throw new ErrnoException(Errno.INVAL);
        }
    }

    @Override
    void allocate() throws ErrnoException {
        throw new ErrnoException(Errno.NOTSUP);
    }

    @Override
    void sync(boolean metadata) throws ErrnoException {
        file.sync(metadata);
    }

    @Override
    void setSize(long size) throws ErrnoException {
        if (!access.mutable) {
            throw new ErrnoException(Errno.PERM);
        }
        if (!access.writable || size < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        if (size > access.sizeLimit) {
            throw new ErrnoException(Errno.FBIG);
        }
        file.setSize(size);
    }

    @Override
    void setTimes(FileTimes times) throws ErrnoException {
        if (!access.mutable) {
            throw new ErrnoException(Errno.PERM);
        }
        file.setTimes(times);
    }

    @Override
    void filestat(GuestMemory memory, long address) throws ErrnoException {
        Layouts.writeFilestat(memory, address, file.status());
    }

    @Override
    void close() {
        file.close();
    }

    private boolean isAppending() {
        return (flags & Layouts.FDFLAG_APPEND) != 0;
    }

    private static void requireAllowed(boolean allowed) throws ErrnoException {
        if (!allowed) {
            throw new ErrnoException(Errno.BADF);
        }
    }
}
