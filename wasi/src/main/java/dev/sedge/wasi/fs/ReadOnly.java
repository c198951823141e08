package dev.sedge.wasi.fs;

import java.nio.ByteBuffer;
import java.util.List;

/** A file system that can be seen but not changed: every change answers {@link Errno#ROFS}. As thread-safe as what it shows. */
public final class ReadOnly implements GuestFileSystem {
    private final GuestFileSystem inner;

    private ReadOnly(GuestFileSystem inner) {
        this.inner = inner;
    }

    /** A read-only view, which closes what it shows with itself. */
    public static GuestFileSystem of(GuestFileSystem fileSystem) {
        return fileSystem instanceof ReadOnly ? fileSystem : new ReadOnly(fileSystem);
    }

    @Override
    public GuestDirectory root() throws ErrnoException {
        return new Directory(inner.root());
    }

    @Override
    public void close() {
        inner.close();
    }

    /** A directory that cannot be changed through this handle. */
    static GuestDirectory directory(GuestDirectory directory) {
        return new Directory(directory);
    }

    private static ErrnoException refusal() {
        return new ErrnoException(Errno.ROFS, "the file system is read-only");
    }

    private record Directory(GuestDirectory inner) implements GuestDirectory {
        @Override
        public GuestDirectory reopen() throws ErrnoException {
            return new Directory(inner.reopen());
        }

        @Override
        public FileStatus status() throws ErrnoException {
            return inner.status();
        }

        @Override
        public FileStatus status(String name) throws ErrnoException {
            return inner.status(name);
        }

        @Override
        public GuestDirectory openDirectory(String name) throws ErrnoException {
            return new Directory(inner.openDirectory(name));
        }

        @Override
        public GuestFile openFile(String name, OpenMode mode) throws ErrnoException {
            if (mode.isMutation()) {
                refuseMutation(name, mode);
            }
            return new File(inner.openFile(name, OpenMode.READ));
        }

        /** As on a disk, what is wrong with the name is told first, and CREAT on an existing file is no change. */
        private void refuseMutation(String name, OpenMode mode) throws ErrnoException {
            FileStatus status;
            try {
                status = inner.status(name);
            } catch (ErrnoException e) {
                throw e.errno() == Errno.NOENT && mode.create() ? refusal() : e;
            }
            if (mode.create() && mode.exclusive()) {
                throw new ErrnoException(Errno.EXIST);
            }
            if (status.isSymbolicLink()) {
                throw new ErrnoException(Errno.LOOP);
            }
            if (status.isDirectory()) {
                throw new ErrnoException(Errno.ISDIR);
            }
            if (mode.write() || mode.truncate()) {
                throw refusal();
            }
        }

        @Override
        public String readLink(String name) throws ErrnoException {
            return inner.readLink(name);
        }

        @Override
        public String followLink(String name) throws ErrnoException {
            return inner.followLink(name);
        }

        @Override
        public List<String> list(int limit) throws ErrnoException {
            return inner.list(limit);
        }

        @Override
        public void createDirectory(String name) throws ErrnoException {
            refuseNew(name);
        }

        @Override
        public void deleteDirectory(String name) throws ErrnoException {
            if (!inner.status(name).isDirectory()) {
                throw new ErrnoException(Errno.NOTDIR);
            }
            throw refusal();
        }

        @Override
        public void deleteFile(String name) throws ErrnoException {
            if (inner.status(name).isDirectory()) {
                throw new ErrnoException(Errno.ISDIR);
            }
            throw refusal();
        }

        @Override
        public void createSymbolicLink(String name, String target) throws ErrnoException {
            refuseNew(name);
        }

        @Override
        public void link(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
            throw refusal();
        }

        @Override
        public void rename(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
            throw refusal();
        }

        @Override
        public void setTimes(String name, FileTimes times) throws ErrnoException {
            throw refusal();
        }

        @Override
        public void setTimes(FileTimes times) throws ErrnoException {
            throw refusal();
        }

        @Override
        public void close() {
            inner.close();
        }

        private void refuseNew(String name) throws ErrnoException {
            try {
                inner.status(name);
            } catch (ErrnoException e) {
                throw e.errno() == Errno.NOENT ? refusal() : e;
            }
            throw new ErrnoException(Errno.EXIST);
        }
    }

    private record File(GuestFile inner) implements GuestFile {
        @Override
        public int read(ByteBuffer target, long position) throws ErrnoException {
            return inner.read(target, position);
        }

        @Override
        public long size() throws ErrnoException {
            return inner.size();
        }

        @Override
        public FileStatus status() throws ErrnoException {
            return inner.status();
        }

        @Override
        public void setTimes(FileTimes times) throws ErrnoException {
            throw refusal();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
