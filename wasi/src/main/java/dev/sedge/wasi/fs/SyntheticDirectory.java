package dev.sedge.wasi.fs;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An empty directory in which nothing can be made. */
final class SyntheticDirectory implements GuestDirectory {
    private static final long DEVICE = 0x5ed6_c000_0000L;
    private static final AtomicLong INODES = new AtomicLong();

    private final FileStatus status =
            new FileStatus(DEVICE, INODES.incrementAndGet(), FileType.DIRECTORY, 1, 0, 0, 0, 0);

    @Override
    public GuestDirectory reopen() {
        return this;
    }

    @Override
    public FileStatus status() {
        return status;
    }

    @Override
    public FileStatus status(String name) throws ErrnoException {
        throw new ErrnoException(Errno.NOENT);
    }

    @Override
    public GuestDirectory openDirectory(String name) throws ErrnoException {
        throw new ErrnoException(Errno.NOENT);
    }

    @Override
    public GuestFile openFile(String name, OpenMode mode) throws ErrnoException {
        throw new ErrnoException(mode.create() ? Errno.ROFS : Errno.NOENT);
    }

    @Override
    public String readLink(String name) throws ErrnoException {
        throw new ErrnoException(Errno.NOENT);
    }

    @Override
    public List<String> list(int limit) {
        return List.of();
    }

    @Override
    public void createDirectory(String name) throws ErrnoException {
        throw new ErrnoException(Errno.ROFS);
    }

    @Override
    public void deleteDirectory(String name) throws ErrnoException {
        throw new ErrnoException(Errno.NOENT);
    }

    @Override
    public void deleteFile(String name) throws ErrnoException {
        throw new ErrnoException(Errno.NOENT);
    }

    @Override
    public void createSymbolicLink(String name, String target) throws ErrnoException {
        throw new ErrnoException(Errno.ROFS);
    }

    @Override
    public void link(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        throw new ErrnoException(Errno.NOENT);
    }

    @Override
    public void rename(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        throw new ErrnoException(Errno.NOENT);
    }

    @Override
    public void setTimes(String name, FileTimes times) throws ErrnoException {
        throw new ErrnoException(Errno.NOENT);
    }

    @Override
    public void setTimes(FileTimes times) throws ErrnoException {
        throw new ErrnoException(Errno.ROFS);
    }

    /** Does nothing: it is shared and holds nothing. */
    @Override
    public void close() {}
}
