package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Single files to mount. */
public final class VirtualFiles {
    private static final long DEVICE = 0x5ed6_d000_0000L;
    private static final AtomicLong INODES = new AtomicLong();

    private VirtualFiles() {}

    /**
     * A file of the host, which is opened now and stays that file even when its name is given to another one, as a bind
     * mount does. Links in this path are the caller's own.
     *
     * @throws IOException when it cannot be opened or is no regular file
     */
    public static VirtualFile host(Path file, boolean writable) throws IOException {
        return HostVirtualFile.open(file, writable);
    }

    /** Fixed content that cannot be changed. */
    public static VirtualFile bytes(byte[] content) {
        return new Fixed(
                ByteBuffer.wrap(content.clone()),
                identity(FileType.REGULAR_FILE).withSize(content.length));
    }

    /** {@code /dev/null}: nothing to read, and what is written is gone. */
    public static VirtualFile nullDevice() {
        return new Device(identity(FileType.CHARACTER_DEVICE), target -> {});
    }

    /** {@code /dev/zero}: zeros without end, and what is written is gone. */
    public static VirtualFile zeroDevice() {
        return new Device(identity(FileType.CHARACTER_DEVICE), target -> {
            while (target.hasRemaining()) {
                target.put((byte) 0);
            }
        });
    }

    /** {@code /dev/urandom}: what this generator makes, and what is written is gone. The generator must be thread-safe. */
    public static VirtualFile randomDevice(RandomGenerator generator) {
        return new Device(identity(FileType.CHARACTER_DEVICE), target -> {
            byte[] chunk = new byte[Math.min(target.remaining(), 4096)];
            while (target.hasRemaining()) {
                generator.nextBytes(chunk);
                target.put(chunk, 0, Math.min(chunk.length, target.remaining()));
            }
        });
    }

    private static FileStatus identity(FileType type) {
        return new FileStatus(DEVICE, INODES.incrementAndGet(), type, 1, 0, 0, 0, 0);
    }

    private interface Source {
        void fill(ByteBuffer target);
    }

    private record Device(FileStatus status, Source source) implements VirtualFile {
        @Override
        public GuestFile open(OpenMode mode) {
            return new OpenDevice(this, mode);
        }

        @Override
        public void close() {}
    }

    private record OpenDevice(Device device, OpenMode mode) implements GuestFile {
        @Override
        public int read(ByteBuffer target, long position) throws ErrnoException {
            if (!mode.read()) {
                throw new ErrnoException(Errno.BADF);
            }
            int before = target.remaining();
            device.source.fill(target);
            return before - target.remaining();
        }

        @Override
        public int write(ByteBuffer source, long position) throws ErrnoException {
            if (!mode.write()) {
                throw new ErrnoException(Errno.BADF);
            }
            int count = source.remaining();
            source.position(source.limit());
            return count;
        }

        @Override
        public long append(ByteBuffer source) throws ErrnoException {
            write(source, 0);
            return 0;
        }

        @Override
        public FileStatus status() {
            return device.status;
        }

        @Override
        public void close() {}
    }

    private record Fixed(ByteBuffer content, FileStatus status) implements VirtualFile {
        @Override
        public GuestFile open(OpenMode mode) throws ErrnoException {
            if (mode.write() || mode.truncate()) {
                throw new ErrnoException(Errno.ROFS);
            }
            return new OpenFixed(this);
        }

        @Override
        public void close() {}
    }

    private record OpenFixed(Fixed file) implements GuestFile {
        @Override
        public int read(ByteBuffer target, long position) throws ErrnoException {
            if (position < 0) {
                throw new ErrnoException(Errno.INVAL);
            }
            int count = (int) Math.max(0, Math.min(target.remaining(), file.content.capacity() - position));
            target.put(file.content.slice(count == 0 ? 0 : (int) position, count));
            return count;
        }

        @Override
        public FileStatus status() {
            return file.status;
        }

        @Override
        public void close() {}
    }
}
