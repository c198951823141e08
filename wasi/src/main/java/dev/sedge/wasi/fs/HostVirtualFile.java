package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A single file of the host that is held open. Thread-safe. */
final class HostVirtualFile implements VirtualFile {
    private final HostDirectory parent;
    private final GuestFile file;
    private final boolean writable;

    private HostVirtualFile(HostDirectory parent, GuestFile file, boolean writable) {
        this.parent = parent;
        this.file = file;
        this.writable = writable;
    }

    static HostVirtualFile open(Path file, boolean writable) throws IOException {
        Path real = file.toRealPath();
        Path directory = real.getParent();
        Path name = real.getFileName();
        if (directory == null || name == null) {
            throw new IOException("mount host file " + file + " failed: it is the root directory");
        }
        HostDirectory parent = writable ? HostDirectory.open(directory) : HostDirectory.openReadOnly(directory);
        try (GuestDirectory handle = parent.root()) {
            GuestFile opened = handle.openFile(name.toString(), writable ? OpenMode.READ_WRITE : OpenMode.READ);
            return new HostVirtualFile(parent, opened, writable);
        } catch (ErrnoException e) {
            parent.close();
            throw new IOException("mount host file " + file + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public FileStatus status() throws ErrnoException {
        return file.status();
    }

    @Override
    public GuestFile open(OpenMode mode) throws ErrnoException {
        if (!writable && (mode.write() || mode.truncate())) {
            throw new ErrnoException(Errno.ROFS);
        }
        if (mode.truncate()) {
            file.setSize(0);
        }
        return new View(file, mode);
    }

    @Override
    public void close() {
        file.close();
        parent.close();
    }

    /** The open file as one guest handle sees it. */
    private record View(GuestFile file, OpenMode mode) implements GuestFile {
        @Override
        public int read(ByteBuffer target, long position) throws ErrnoException {
            if (!mode.read()) {
                throw new ErrnoException(Errno.BADF);
            }
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws ErrnoException {
            requireWritable(Errno.BADF);
            return file.write(source, position);
        }

        @Override
        public long append(ByteBuffer source) throws ErrnoException {
            requireWritable(Errno.BADF);
            return file.append(source);
        }

        @Override
        public long size() throws ErrnoException {
            return file.size();
        }

        @Override
        public void setSize(long size) throws ErrnoException {
            requireWritable(Errno.INVAL);
            file.setSize(size);
        }

        @Override
        public void sync(boolean metadata) throws ErrnoException {
            file.sync(metadata);
        }

        @Override
        public FileStatus status() throws ErrnoException {
            return file.status();
        }

        @Override
        public void setTimes(FileTimes times) throws ErrnoException {
            file.setTimes(times);
        }

        @Override
        public void close() {}

        private void requireWritable(Errno otherwise) throws ErrnoException {
            if (!mode.write()) {
                throw new ErrnoException(otherwise);
            }
        }
    }
}
