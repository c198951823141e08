package dev.sedge.wasi.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** A guest's handle of an open host directory. Thread-safe. */
final class HostDirectoryHandle implements GuestDirectory {
    private final HostNode node;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over one hold on the node. */
    HostDirectoryHandle(HostNode node) {
        this.node = node;
    }

    @Override
    public GuestDirectory reopen() throws ErrnoException {
        return new HostDirectoryHandle(node.retain());
    }

    @Override
    public FileStatus status() throws ErrnoException {
        FileStatus status = HostErrors.call(() -> HostAttributes.read(node.stream()));
        return node.volume().times().refine(status);
    }

    @Override
    public FileStatus status(String name) throws ErrnoException {
        Path entry = visible(name);
        FileStatus status =
                HostAttributes.complete(node.look(entry), node.path().resolve(entry));
        return node.volume().times().refine(status);
    }

    @Override
    public GuestDirectory openDirectory(String name) throws ErrnoException {
        Path entry = visible(name);
        // Looked at first, because opening would block on a FIFO and wake up a device.
        FileStatus status = node.look(entry);
        if (!status.isDirectory()) {
            throw new ErrnoException(status.isSymbolicLink() ? Errno.LOOP : Errno.NOTDIR);
        }
        HostNodeCache cache = node.volume().cache();
        Path path = node.path().resolve(entry);
        Optional<HostNode> kept = cache.get(node, name, status);
        if (kept.isPresent()) {
            kept.get().moved(path);
            return new HostDirectoryHandle(kept.get());
        }
        SecureDirectoryStream<Path> stream =
                HostErrors.call(() -> node.stream().newDirectoryStream(entry, NOFOLLOW_LINKS));
        HostNode child = HostNode.open(node.volume(), stream, path);
        cache.put(node, name, child);
        return new HostDirectoryHandle(child);
    }

    @Override
    public GuestFile openFile(String name, OpenMode mode) throws ErrnoException {
        if (mode.isMutation() && node.volume().isReadOnly()) {
            return openReadOnly(name, mode);
        }
        Path entry = mode.create() ? creatable(name) : visible(name);
        return HostFile.open(node, entry, mode);
    }

    @Override
    public String readLink(String name) throws ErrnoException {
        Path entry = visible(name);
        requireLink(node.look(entry));
        if (!node.volume().isReadOnly()) {
            try {
                return node.volume()
                        .staging()
                        .byPath(
                                node,
                                entry,
                                path -> Files.readSymbolicLink(path).toString());
            } catch (ErrnoException e) {
                // Where links cannot be staged, nobody else should be able to swap them either.
                if (e.errno() == Errno.NOENT || e.errno() == Errno.STALE || e.errno() == Errno.BADF) {
                    throw e;
                }
            }
        }
        return readCheckedLink(entry);
    }

    @Override
    public String followLink(String name) throws ErrnoException {
        Path entry = visible(name);
        return HostErrors.call(
                () -> Files.readSymbolicLink(node.path().resolve(entry)).toString());
    }

    @Override
    public List<String> list(int limit) throws ErrnoException {
        return HostErrors.call(() -> {
            Path self = node.path().getFileSystem().getPath(".");
            try (DirectoryStream<Path> entries = node.stream().newDirectoryStream(self, NOFOLLOW_LINKS)) {
                return names(entries, limit);
            }
        });
    }

    @Override
    public void createDirectory(String name) throws ErrnoException {
        node.volume().requireWritable();
        node.volume().staging().create(node, creatable(name), Files::createDirectory);
    }

    @Override
    public void deleteDirectory(String name) throws ErrnoException {
        node.volume().requireWritable();
        Path entry = visible(name);
        if (!node.look(entry).isDirectory()) {
            throw new ErrnoException(Errno.NOTDIR);
        }
        node.volume().cache().drop(node, name);
        HostErrors.run(() -> node.stream().deleteDirectory(entry));
    }

    @Override
    public void deleteFile(String name) throws ErrnoException {
        node.volume().requireWritable();
        Path entry = visible(name);
        if (node.look(entry).isDirectory()) {
            throw new ErrnoException(Errno.ISDIR);
        }
        HostErrors.run(() -> node.stream().deleteFile(entry));
    }

    @Override
    public void createSymbolicLink(String name, String target) throws ErrnoException {
        node.volume().requireWritable();
        Path entry = creatable(name);
        Path text = HostErrors.call(() -> node.path().getFileSystem().getPath(target));
        node.volume().staging().create(node, entry, path -> Files.createSymbolicLink(path, text));
    }

    @Override
    public void link(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        node.volume().requireWritable();
        Path entry = visible(name);
        HostDirectoryHandle to = sameVolume(toDirectory);
        node.volume().staging().link(node, entry, to.node, to.creatable(toName));
    }

    @Override
    public void rename(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        node.volume().requireWritable();
        Path entry = visible(name);
        HostDirectoryHandle to = sameVolume(toDirectory);
        Path newEntry = to.creatable(toName);
        ReentrantLock names = HostVolume.lock(to.node.identity());
        names.lock();
        try {
            renameLocked(entry, to.node, newEntry);
        } finally {
            names.unlock();
        }
    }

    @Override
    public void setTimes(String name, FileTimes times) throws ErrnoException {
        node.volume().requireWritable();
        HostTimeSetter.set(node, visible(name), times);
    }

    @Override
    public void setTimes(FileTimes times) throws ErrnoException {
        node.volume().requireWritable();
        HostTimeSetter.set(node, times);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            node.release();
        }
    }

    private void renameLocked(Path entry, HostNode to, Path newEntry) throws ErrnoException {
        FileStatus status = node.look(entry);
        try {
            HostErrors.run(() -> node.stream().move(entry, to.stream(), newEntry));
        } catch (ErrnoException e) {
            // Some file systems say EEXIST where others say ENOTEMPTY.
            throw e.errno() == Errno.EXIST ? new ErrnoException(Errno.NOTEMPTY, "the target is not empty", e) : e;
        }
        if (status.isDirectory()) {
            node.volume().directoryMoved(node.path().resolve(entry), to.path().resolve(newEntry));
        } else {
            node.volume().fileMoved(node, entry, to, newEntry);
        }
    }

    private GuestFile openReadOnly(String name, OpenMode mode) throws ErrnoException {
        Errno missing = mode.create() ? Errno.ROFS : Errno.NOENT;
        FileStatus status = node.find(visible(name, missing)).orElseThrow(() -> new ErrnoException(missing));
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
            throw new ErrnoException(Errno.ROFS);
        }
        return HostFile.open(node, node.name(name), OpenMode.READ);
    }

    /** The text of a link on a volume that cannot stage it: of the object that is there before and after. */
    private String readCheckedLink(Path entry) throws ErrnoException {
        FileStatus object = node.look(entry);
        requireLink(object);
        Path path = node.path().resolve(entry);
        return HostErrors.call(() -> {
            boolean before = HostAttributes.read(path).isSameObject(object);
            String text = Files.readSymbolicLink(path).toString();
            if (!before || !HostAttributes.read(path).isSameObject(object)) {
                throw new ErrnoException(Errno.STALE, "the link is no longer at its path");
            }
            return text;
        });
    }

    private static void requireLink(FileStatus status) throws ErrnoException {
        if (!status.isSymbolicLink()) {
            throw new ErrnoException(Errno.INVAL, "not a symbolic link");
        }
    }

    private static List<String> names(DirectoryStream<Path> entries, int limit) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path listed : entries) {
            Path last = listed.getFileName();
            if (last == null || isHidden(last)) {
                continue;
            }
            if (names.size() == limit) {
                throw new ErrnoException(Errno.NOMEM, "the directory has more than " + limit + " entries");
            }
            names.add(last.toString());
        }
        return names;
    }

    /** Ours, or not UTF-8: such a name shows a replacement character that its bytes are not. */
    private static boolean isHidden(Path listed) {
        String name = listed.toString();
        return name.startsWith(HostVolume.RESERVED)
                || (name.indexOf('\uFFFD') >= 0
                        && !listed.getFileSystem().getPath(name).equals(listed));
    }

    private Path visible(String name) throws ErrnoException {
        return visible(name, Errno.NOENT);
    }

    private Path creatable(String name) throws ErrnoException {
        return visible(name, Errno.ACCES);
    }

    private Path visible(String name, Errno hidden) throws ErrnoException {
        Path entry = node.name(name);
        if (name.startsWith(HostVolume.RESERVED)) {
            throw new ErrnoException(hidden, "names that begin with " + HostVolume.RESERVED + " are reserved");
        }
        return entry;
    }

    private HostDirectoryHandle sameVolume(GuestDirectory other) throws ErrnoException {
        if (other instanceof HostDirectoryHandle handle && handle.node.volume() == node.volume()) {
            return handle;
        }
        throw new ErrnoException(Errno.XDEV);
    }
}
