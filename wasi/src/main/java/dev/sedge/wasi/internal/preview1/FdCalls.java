package dev.sedge.wasi.internal.preview1;

import static dev.sedge.wasi.internal.preview1.GuestMemory.unsigned;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import java.nio.charset.StandardCharsets;

/**
 * The calls that take a descriptor. All answer BADF for a number that is not open and FAULT for a pointer outside memory;
 * the kinds of descriptors say what else.
 */
final class FdCalls implements CallFamily {
    private static final int U32 = Integer.BYTES;
    private static final int U64 = Long.BYTES;

    private final GuestMemory memory;
    private final IoVectors vectors;
    private final DescriptorTable descriptors;
    private final GuestTime time;
    private final DirectoryListing listing;

    FdCalls(Guest guest) {
        this.memory = guest.memory();
        this.vectors = guest.vectors();
        this.descriptors = guest.descriptors();
        this.time = guest.time();
        this.listing = new DirectoryListing(memory, guest.config().limits().directoryEntries());
    }

    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        switch (call) {
            case FD_READ -> transfer(Transfer.READ, a[0], a[1], a[2], 0, a[3]);
            case FD_WRITE -> transfer(Transfer.WRITE, a[0], a[1], a[2], 0, a[3]);
            case FD_PREAD -> transfer(Transfer.PREAD, a[0], a[1], a[2], a[3], a[4]);
            case FD_PWRITE -> transfer(Transfer.PWRITE, a[0], a[1], a[2], a[3], a[4]);
            case FD_SEEK -> seek(a[0], a[1], (int) a[2], unsigned(a[3]));
            case FD_TELL -> tell(a[0], unsigned(a[1]));
            case FD_CLOSE -> descriptors.close(unsigned(a[0]));
            case FD_RENUMBER -> descriptors.renumber(unsigned(a[0]), unsigned(a[1]));
            case FD_READDIR -> readDirectory(a);
            case FD_ADVISE -> descriptors.get(a[0]).advise((int) a[3]);
            case FD_ALLOCATE -> descriptors.get(a[0]).allocate();
            case FD_DATASYNC -> descriptors.get(a[0]).sync(false);
            case FD_SYNC -> descriptors.get(a[0]).sync(true);
            default -> status(call, a);
        }
    }

    private void status(Call call, long[] a) throws ErrnoException {
        switch (call) {
            case FD_FDSTAT_GET -> fdstat(a[0], unsigned(a[1]));
            case FD_FDSTAT_SET_FLAGS -> descriptors.get(a[0]).setFlags((int) a[1]);
            case FD_FDSTAT_SET_RIGHTS -> setRights(a[0]);
            case FD_FILESTAT_GET -> filestat(a[0], unsigned(a[1]));
            case FD_FILESTAT_SET_SIZE -> descriptors.get(a[0]).setSize(a[1]);
            case FD_FILESTAT_SET_TIMES -> descriptors.get(a[0]).setTimes(Times.of(a[1], a[2], (int) a[3], time));
            case FD_PRESTAT_GET -> prestat(a[0], unsigned(a[1]));
            case FD_PRESTAT_DIR_NAME -> prestatName(a[0], unsigned(a[1]), unsigned(a[2]));
            default -> throw CallFamily.foreign(call);
        }
    }

    private enum Transfer {
        READ,
        PREAD,
        WRITE,
        PWRITE
    }

    private void transfer(Transfer kind, long fd, long iovs, long count, long offset, long result)
            throws ErrnoException {
        long answer = unsigned(result);
        memory.require(answer, U32);
        Descriptor descriptor = descriptors.get(fd);
        vectors.load(unsigned(iovs), unsigned(count));
        int size = switch (kind) {
            case READ -> descriptor.read(vectors);
            case PREAD -> descriptor.pread(vectors, offset);
            case WRITE -> descriptor.write(vectors);
            case PWRITE -> descriptor.pwrite(vectors, offset);
        };
        memory.writeInt(answer, size);
    }

    private void seek(long fd, long offset, int whence, long result) throws ErrnoException {
        memory.require(result, U64);
        memory.writeLong(
                result, descriptors.get(fd).seek(offset, memory.snapshot().whence(whence)));
    }

    private void tell(long fd, long result) throws ErrnoException {
        memory.require(result, U64);
        memory.writeLong(result, descriptors.get(fd).tell());
    }

    private void readDirectory(long[] a) throws ErrnoException {
        long buffer = unsigned(a[1]);
        long length = unsigned(a[2]);
        long result = unsigned(a[4]);
        memory.require(result, U32);
        memory.require(buffer, length);
        memory.writeInt(result, listing.write(descriptors.directory(a[0]), a[3], buffer, length));
    }

    private void fdstat(long fd, long result) throws ErrnoException {
        memory.require(result, Layouts.FDSTAT_SIZE);
        Descriptor descriptor = descriptors.get(fd);
        memory.clear(result, Layouts.FDSTAT_SIZE);
        memory.writeByte(result, descriptor.type().code());
        memory.writeShort(result + Layouts.FDSTAT_FLAGS, descriptor.flags());
        memory.writeLong(result + Layouts.FDSTAT_RIGHTS_BASE, descriptor.rightsBase());
        memory.writeLong(result + Layouts.FDSTAT_RIGHTS_INHERITING, descriptor.rightsInheriting());
    }

    // Rights are not kept, so nothing can be given up; guests treat NOTSUP as "nothing to do".
    private void setRights(long fd) throws ErrnoException {
        descriptors.get(fd);
        throw new ErrnoException(Errno.NOTSUP);
    }

    private void filestat(long fd, long result) throws ErrnoException {
        memory.require(result, memory.snapshot().filestatSize());
        descriptors.get(fd).filestat(memory, result);
    }

    private void prestat(long fd, long result) throws ErrnoException {
        memory.require(result, Layouts.PRESTAT_SIZE);
        byte[] name = preopenName(fd, Errno.BADF);
        memory.writeInt(result, 0);
        memory.writeInt(result + Layouts.PRESTAT_NAME_LENGTH, name.length);
    }

    private void prestatName(long fd, long buffer, long length) throws ErrnoException {
        memory.require(buffer, length);
        byte[] name = preopenName(fd, Errno.NOTDIR);
        if (length < name.length) {
            throw new ErrnoException(Errno.NAMETOOLONG);
        }
        memory.write(buffer, name, 0, name.length);
    }

    private byte[] preopenName(long fd, Errno otherwise) throws ErrnoException {
        if (descriptors.get(fd) instanceof DirectoryDescriptor directory
                && directory.preopenName().isPresent()) {
            return directory.preopenName().get().getBytes(StandardCharsets.UTF_8);
        }
        throw new ErrnoException(otherwise);
    }
}
