package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileType;

/** One of the standard streams: it has no position, no size and no times. The stream itself stays the embedder's. */
abstract sealed class StreamDescriptor extends Descriptor permits InputDescriptor, OutputDescriptor {
    private final FileType type;
    private final long rights;

    StreamDescriptor(boolean terminal, long rights) {
        this.type = terminal ? FileType.CHARACTER_DEVICE : FileType.UNKNOWN;
        this.rights = rights;
    }

    @Override
    FileType type() {
        return type;
    }

    // With the right to seek or tell, the C library's isatty says no.
    @Override
    long rightsBase() {
        return rights;
    }

    @Override
    long rightsInheriting() {
        return rights;
    }

    @Override
    int cost() {
        return 0;
    }

    @Override
    int pread(IoVectors target, long offset) throws ErrnoException {
        throw new ErrnoException(Errno.SPIPE);
    }

    @Override
    int pwrite(IoVectors source, long offset) throws ErrnoException {
        throw new ErrnoException(Errno.SPIPE);
    }

    @Override
    long seek(long offset, int whence) throws ErrnoException {
        throw new ErrnoException(Errno.SPIPE);
    }

    @Override
    long tell() throws ErrnoException {
        throw new ErrnoException(Errno.SPIPE);
    }

    @Override
    void filestat(GuestMemory memory, long address) {
        Layouts.writeFilestat(memory, address, type);
    }

    @Override
    void close() {
        // Nothing of the host is held.
    }
}
