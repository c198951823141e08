package dev.sedge.wasi.internal.preview1;

import static dev.sedge.wasi.internal.preview1.GuestMemory.unsigned;

import dev.sedge.wasi.fs.Errno;
import dev.sedge.wasi.fs.ErrnoException;
import dev.sedge.wasi.fs.FileTimes;
import dev.sedge.wasi.fs.OpenMode;
import dev.sedge.wasi.internal.fs.OpenRequest;
import dev.sedge.wasi.internal.fs.Opened;
import dev.sedge.wasi.internal.fs.PathResolver;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The calls that take a path. All answer FAULT, ILSEQ for a path that is not UTF-8, NAMETOOLONG above 4096 bytes, BADF for
 * a base that is no directory, PERM for a path that leads out of its base, and PERM for every change below a preopen
 * that was granted read-only, before the file system is touched. What else they answer, {@link PathResolver} says.
 */
final class PathCalls implements CallFamily {
    private static final int U32 = Integer.BYTES;
    private static final int UNSUPPORTED_FLAGS = Layouts.FDFLAG_DSYNC | Layouts.FDFLAG_RSYNC | Layouts.FDFLAG_SYNC;

    private final GuestMemory memory;
    private final DescriptorTable descriptors;
    private final GuestTime time;
    private final Waits waits;
    private final long sizeLimit;

    PathCalls(Guest guest) {
        this.memory = guest.memory();
        this.descriptors = guest.descriptors();
        this.time = guest.time();
        this.waits = guest.waits();
        this.sizeLimit = guest.config().limits().fileBytes();
    }

    @Override
    public void call(Call call, long[] a) throws ErrnoException {
        switch (call) {
            case PATH_OPEN -> open(a);
            case PATH_FILESTAT_GET -> filestat(a);
            case PATH_FILESTAT_SET_TIMES -> setTimes(a);
            case PATH_READLINK -> readLink(a);
            case PATH_CREATE_DIRECTORY -> {
                String path = path(a[1], a[2]);
                PathResolver.createDirectory(descriptors.directory(a[0]).mutableDirectory(), path);
            }
            case PATH_REMOVE_DIRECTORY -> {
                String path = path(a[1], a[2]);
                PathResolver.deleteDirectory(descriptors.directory(a[0]).mutableDirectory(), path);
            }
            case PATH_UNLINK_FILE -> {
                String path = path(a[1], a[2]);
                PathResolver.deleteFile(descriptors.directory(a[0]).mutableDirectory(), path);
            }
            case PATH_SYMLINK -> {
                String text = path(a[0], a[1]);
                String path = path(a[3], a[4]);
                PathResolver.createSymbolicLink(descriptors.directory(a[2]).mutableDirectory(), path, text);
            }
            case PATH_LINK -> link(a);
            case PATH_RENAME -> rename(a);
            default -> throw CallFamily.foreign(call);
        }
    }

    private void open(long[] a) throws ErrnoException {
        long result = unsigned(a[8]);
        memory.require(result, U32);
        String path = path(a[2], a[3]);
        DirectoryDescriptor base = baseOfOpen(a[0]);
        boolean follow = follow(a[1]);
        int openFlags = (int) a[4];
        int flags = (int) a[7];
        checkFlags(openFlags, flags);
        boolean write = (a[5] & Layouts.RIGHT_FD_WRITE) != 0;
        boolean read = !write || (a[5] & Layouts.RIGHT_FD_READ) != 0;
        boolean create = (openFlags & Layouts.OFLAG_CREATE) != 0;
        boolean exclusive = create && (openFlags & Layouts.OFLAG_EXCLUSIVE) != 0;
        OpenMode mode = new OpenMode(read, write, create, exclusive, (openFlags & Layouts.OFLAG_TRUNCATE) != 0);
        if (mode.isMutation() && !base.isMutable()) {
            throw new ErrnoException(Errno.PERM);
        }
        descriptors.requireRoom(1);
        boolean directory = (openFlags & Layouts.OFLAG_DIRECTORY) != 0;
        Opened opened = PathResolver.open(base.directory(), path, new OpenRequest(follow, directory, mode));
        Descriptor descriptor = opened instanceof Opened.File file
                ? file(file, mode, base, flags)
                : directory((Opened.Directory) opened, write, base, flags);
        memory.writeInt(result, descriptors.add(descriptor));
    }

    private DirectoryDescriptor baseOfOpen(long fd) throws ErrnoException {
        if (descriptors.get(fd) instanceof FileDescriptor) {
            throw new ErrnoException(Errno.NOTDIR);
        }
        return descriptors.directory(fd);
    }

    private static void checkFlags(int openFlags, int flags) throws ErrnoException {
        if ((openFlags & ~Layouts.OFLAG_ALL) != 0 || (flags & ~Layouts.FDFLAG_ALL) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        if ((flags & UNSUPPORTED_FLAGS) != 0) {
            throw new ErrnoException(Errno.NOTSUP);
        }
        boolean directory = (openFlags & Layouts.OFLAG_DIRECTORY) != 0;
        if (directory && openFlags != Layouts.OFLAG_DIRECTORY) {
            throw new ErrnoException(Errno.INVAL);
        }
    }

    private FileDescriptor file(Opened.File file, OpenMode mode, DirectoryDescriptor base, int flags) {
        var access = new FileDescriptor.FileAccess(mode.read(), mode.write(), base.isMutable(), sizeLimit);
        return new FileDescriptor(file.handle(), access, flags, waits);
    }

    private DirectoryDescriptor directory(Opened.Directory opened, boolean write, DirectoryDescriptor base, int flags)
            throws ErrnoException {
        DirectoryDescriptor descriptor =
                new DirectoryDescriptor(opened.handle(), base.isMutable(), Optional.empty(), flags);
        try {
            if (write) {
                throw new ErrnoException(Errno.ISDIR);
            }
            descriptors.requireRoom(descriptor.cost());
        } catch (ErrnoException e) {
            descriptor.close();
            throw e;
        }
        return descriptor;
    }

    private void filestat(long[] a) throws ErrnoException {
        long result = unsigned(a[4]);
        memory.require(result, memory.snapshot().filestatSize());
        String path = path(a[2], a[3]);
        boolean follow = follow(a[1]);
        DirectoryDescriptor base = descriptors.directory(a[0]);
        Layouts.writeFilestat(memory, result, PathResolver.status(base.directory(), path, follow));
    }

    private void setTimes(long[] a) throws ErrnoException {
        String path = path(a[2], a[3]);
        boolean follow = follow(a[1]);
        FileTimes times = Times.of(a[4], a[5], (int) a[6], time);
        PathResolver.setTimes(descriptors.directory(a[0]).mutableDirectory(), path, follow, times);
    }

    private void readLink(long[] a) throws ErrnoException {
        long buffer = unsigned(a[3]);
        long length = unsigned(a[4]);
        long result = unsigned(a[5]);
        memory.require(result, U32);
        memory.require(buffer, length);
        String path = path(a[1], a[2]);
        byte[] text = PathResolver.readLink(descriptors.directory(a[0]).directory(), path)
                .getBytes(StandardCharsets.UTF_8);
        int size = (int) Math.min(text.length, length);
        memory.write(buffer, text, 0, size);
        memory.writeInt(result, size);
    }

    private void link(long[] a) throws ErrnoException {
        String oldPath = path(a[2], a[3]);
        String newPath = path(a[5], a[6]);
        DirectoryDescriptor from = descriptors.directory(a[0]);
        DirectoryDescriptor to = descriptors.directory(a[4]);
        if (unsigned(a[1]) != 0) { // also LOOKUP_FOLLOW: a link is made to the entry itself
            throw new ErrnoException(Errno.INVAL);
        }
        PathResolver.link(from.mutableDirectory(), oldPath, to.mutableDirectory(), newPath);
    }

    private void rename(long[] a) throws ErrnoException {
        String oldPath = path(a[1], a[2]);
        String newPath = path(a[4], a[5]);
        DirectoryDescriptor from = descriptors.directory(a[0]);
        DirectoryDescriptor to = descriptors.directory(a[3]);
        PathResolver.rename(from.mutableDirectory(), oldPath, to.mutableDirectory(), newPath);
    }

    private String path(long address, long length) throws ErrnoException {
        return memory.path(unsigned(address), unsigned(length));
    }

    private static boolean follow(long flags) throws ErrnoException {
        if ((unsigned(flags) & ~Layouts.LOOKUP_FOLLOW) != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        return unsigned(flags) == Layouts.LOOKUP_FOLLOW;
    }
}
