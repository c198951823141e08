package dev.sedge.wasi.internal.preview1;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;

/** What bytes flow through: it has no position, no size and no times. */
abstract sealed class UnpositionedDescriptor extends Descriptor permits StreamDescriptor, SocketDescriptor {
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
        Layouts.writeFilestat(memory, address, type());
    }
}
