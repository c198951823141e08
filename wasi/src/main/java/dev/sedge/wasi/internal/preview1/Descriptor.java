package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileTimes;
import dev.sedge.wasi.fs.FileType;

/**
 * What a descriptor number of a guest stands for. Each kind overrides the operations it has; the rest answers as the
 * reference implementations do. Confined to the guest's thread.
 */
abstract sealed class Descriptor permits UnpositionedDescriptor, FileDescriptor, DirectoryDescriptor {
    /** What kind of thing it is. */
    abstract FileType type();

    /** The status flags as the guest asks for them: APPEND and NONBLOCK. */
    int flags() {
        return 0;
    }

    void setFlags(int flags) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    /** What the guest is told that it may do; only reading and writing are enforced. */
    abstract long rightsBase();

    /** What the guest is told about descriptors opened from this one. */
    abstract long rightsInheriting();

    /** How much of the limit of open descriptors it takes. */
    abstract int cost();

    /** Reads at the own position and returns the number of bytes. */
    int read(IoVectors target) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    int pread(IoVectors target, long offset) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    /** Writes at the own position and returns the number of bytes. */
    int write(IoVectors source) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    int pwrite(IoVectors source, long offset) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    /** Moves the own position and returns it. */
    long seek(long offset, int whence) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    long tell() throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    void advise(int advice) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    void allocate() throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    void sync(boolean metadata) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    void setSize(long size) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    void setTimes(FileTimes times) throws ErrnoException {
        throw new ErrnoException(Errno.BADF);
    }

    /** Writes the attributes to a checked range, in the form of the present call. */
    abstract void filestat(GuestMemory memory, long address) throws ErrnoException;

    /** Frees what it holds of the host. */
    abstract void close();
}
