package dev.sedge.wasi.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An open regular file of the host. Thread-safe.
 *
 * <p>The JDK cannot ask an open file for its status. So the directory and name are kept, and followed through our own
 * renames: the status is that of the name as long as it is the same object, and the last known one afterwards.
 */
final class HostFile implements GuestFile {
    private static final int MOST_RACES = 40;

    private record Place(HostNode directory, Path name) {}

    private final FileChannel channel;
    private final boolean readable;
    private final boolean writable;
    private final HostVolume volume;
    private final ReentrantLock lock = new ReentrantLock();
    private Place place;
    private FileStatus last;
    private boolean closed;

    private HostFile(FileChannel channel, OpenMode mode, Place place, FileStatus status) {
        this.channel = channel;
        this.readable = mode.read();
        this.writable = mode.write();
        this.volume = place.directory().volume();
        this.place = place;
        this.last = status;
    }

    /** Opens a name: see {@link GuestDirectory#openFile}. */
    static HostFile open(HostNode directory, Path name, OpenMode mode) throws ErrnoException {
        for (int races = 0; ; races++) {
            try {
                Optional<FileStatus> found = directory.find(name);
                return found.isPresent()
                        ? openExisting(directory, name, mode, found.get())
                        : create(directory, name, mode);
            } catch (ErrnoException e) {
                boolean raced = mode.create() && (e.errno() == Errno.NOENT || e.errno() == Errno.EXIST);
                if (!raced || mode.exclusive() || races == MOST_RACES) {
                    throw e;
                }
            }
        }
    }

    private static HostFile openExisting(HostNode directory, Path name, OpenMode mode, FileStatus status)
            throws ErrnoException {
        if (mode.create() && mode.exclusive()) {
            throw new ErrnoException(Errno.EXIST);
        }
        switch (status.type()) {
            case REGULAR_FILE -> {}
            case SYMBOLIC_LINK -> throw new ErrnoException(Errno.LOOP);
            case DIRECTORY -> throw new ErrnoException(Errno.ISDIR);
            default -> throw new ErrnoException(Errno.ACCES, "FIFOs, sockets and devices cannot be opened");
        }
        Set<OpenOption> options = new HashSet<>();
        options.add(NOFOLLOW_LINKS);
        if (mode.read() || !mode.isMutation()) {
            options.add(StandardOpenOption.READ);
        }
        if (mode.write() || mode.truncate()) {
            options.add(StandardOpenOption.WRITE);
        }
        if (options.size() == 1) {
            options.add(StandardOpenOption.READ);
        }
        if (mode.truncate()) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        FileChannel channel = openChannel(directory, name, options);
        return opened(channel, mode, directory, name, mode.truncate() ? status.withSize(0) : status);
    }

    private static HostFile create(HostNode directory, Path name, OpenMode mode) throws ErrnoException {
        if (!mode.create()) {
            throw new ErrnoException(Errno.NOENT);
        }
        ReentrantLock names = HostVolume.lock(directory.identity());
        FileChannel channel;
        names.lock();
        try {
            channel = openChannel(
                    directory,
                    name,
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            NOFOLLOW_LINKS));
        } finally {
            names.unlock();
        }
        try {
            return opened(channel, mode, directory, name, directory.look(name));
        } catch (ErrnoException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static FileChannel openChannel(HostNode directory, Path name, Set<OpenOption> options)
            throws ErrnoException {
        SeekableByteChannel channel = HostErrors.call(() -> directory.stream().newByteChannel(name, options));
        if (channel instanceof FileChannel file) {
            return file;
        }
        closeQuietly(channel);
        throw new ErrnoException(Errno.NOTSUP, "the host's channel cannot read at a position");
    }

    private static HostFile opened(FileChannel channel, OpenMode mode, HostNode directory, Path name, FileStatus status)
            throws ErrnoException {
        HostFile file;
        try {
            file = new HostFile(channel, mode, new Place(directory.retain(), name), status);
        } catch (ErrnoException e) {
            closeQuietly(channel);
            throw e;
        }
        file.volume.opened(file);
        return file;
    }

    @Override
    public int read(ByteBuffer target, long position) throws ErrnoException {
        if (!readable) {
            throw new ErrnoException(Errno.BADF, "the file was not opened for reading");
        }
        requirePosition(position);
        return target.hasRemaining() ? HostErrors.call(() -> Transfers.read(channel, target, position)) : 0;
    }

    @Override
    public int write(ByteBuffer source, long position) throws ErrnoException {
        requireWritable();
        requirePosition(position);
        if (position > Long.MAX_VALUE - source.remaining()) {
            throw new ErrnoException(Errno.FBIG);
        }
        return HostErrors.call(() -> Transfers.write(channel, source, position));
    }

    @Override
    public long append(ByteBuffer source) throws ErrnoException {
        requireWritable();
        ReentrantLock end = HostVolume.lock(identity());
        end.lock();
        try {
            return HostErrors.call(() -> {
                long position = channel.size();
                return position + Transfers.write(channel, source, position);
            });
        } finally {
            end.unlock();
        }
    }

    @Override
    public long size() throws ErrnoException {
        return HostErrors.call(channel::size);
    }

    @Override
    public void setSize(long size) throws ErrnoException {
        if (!writable || size < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        ReentrantLock end = HostVolume.lock(identity());
        end.lock();
        try {
            HostErrors.run(() -> {
                if (size <= channel.size()) {
                    channel.truncate(size);
                } else {
                    // The JDK has no call that grows a file.
                    channel.write(ByteBuffer.allocate(1), size - 1);
                }
            });
        } finally {
            end.unlock();
        }
    }

    @Override
    public void sync(boolean metadata) throws ErrnoException {
        HostErrors.run(() -> channel.force(metadata));
    }

    @Override
    public FileStatus status() throws ErrnoException {
        long size = size();
        lock.lock();
        try {
            requireOpen();
            try {
                FileStatus found = place.directory().look(place.name());
                if (found.isSameObject(last)) {
                    Path path = place.directory().path().resolve(place.name());
                    last = volume.times().refine(HostAttributes.complete(found, path));
                }
            } catch (ErrnoException e) {
                if (e.errno() != Errno.NOENT) {
                    throw e;
                }
            }
            return last.withSize(size);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setTimes(FileTimes times) throws ErrnoException {
        volume.requireWritable();
        lock.lock();
        try {
            requireOpen();
            HostNode directory = place.directory();
            if (directory.find(place.name()).filter(last::isSameObject).isEmpty()) {
                throw new ErrnoException(Errno.NOTSUP, "the file has no name any more");
            }
            HostTimeSetter.set(directory, place.name(), times);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Place held;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            held = place;
        } finally {
            lock.unlock();
        }
        volume.closed(this);
        closeQuietly(channel);
        held.directory().release();
    }

    /** Follows a rename, if it was this file's. */
    void moved(HostNode from, Path name, HostNode to, Path newName) {
        HostNode left;
        lock.lock();
        try {
            if (closed
                    || !place.name().equals(name)
                    || !place.directory().identity().isSameObject(from.identity())) {
                return;
            }
            left = place.directory();
            place = new Place(to.retain(), newName);
        } catch (ErrnoException e) {
            // The target directory is closed already: the file keeps its last status.
            return;
        } finally {
            lock.unlock();
        }
        left.release();
    }

    private FileStatus identity() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws ErrnoException {
        if (closed) {
            throw new ErrnoException(Errno.BADF, "the file is closed");
        }
    }

    private void requireWritable() throws ErrnoException {
        if (!writable) {
            throw new ErrnoException(Errno.BADF, "the file was not opened for writing");
        }
    }

    private static void requirePosition(long position) throws ErrnoException {
        if (position < 0) {
            throw new ErrnoException(Errno.INVAL, "the position is negative");
        }
    }

    private static void closeQuietly(SeekableByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // What was written is synced by sync only; a guest that closes gets no such answer.
            System.getLogger(HostFile.class.getName()).log(System.Logger.Level.DEBUG, "close of a file failed", e);
        }
    }
}
