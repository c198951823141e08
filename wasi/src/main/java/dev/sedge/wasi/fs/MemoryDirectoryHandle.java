package dev.sedge.wasi.fs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A guest's handle of an in-memory directory. Thread-safe. */
final class MemoryDirectoryHandle implements GuestDirectory {
    private final InMemoryFileSystem system;
    private final MemoryNode.Directory directory;
    private final ReentrantLock lock;

    MemoryDirectoryHandle(InMemoryFileSystem system, MemoryNode.Directory directory) {
        this.system = system;
        this.directory = directory;
        this.lock = system.lock();
    }

    private interface Action<T> {
        T run() throws ErrnoException;
    }

    private <T> T locked(Action<T> action) throws ErrnoException {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public GuestDirectory reopen() {
        return new MemoryDirectoryHandle(system, directory);
    }

    @Override
    public FileStatus status() throws ErrnoException {
        return locked(() -> directory.status(system.device()));
    }

    @Override
    public FileStatus status(String name) throws ErrnoException {
        return locked(() -> get(name).status(system.device()));
    }

    @Override
    public GuestDirectory openDirectory(String name) throws ErrnoException {
        return locked(() -> {
            MemoryNode node = get(name);
            if (node instanceof MemoryNode.Directory child) {
                return new MemoryDirectoryHandle(system, child);
            }
            throw new ErrnoException(node instanceof MemoryNode.Link ? Errno.LOOP : Errno.NOTDIR);
        });
    }

    @Override
    public GuestFile openFile(String name, OpenMode mode) throws ErrnoException {
        return locked(() -> {
            Optional<MemoryNode> found = find(name);
            if (found.isEmpty()) {
                if (!mode.create()) {
                    throw new ErrnoException(Errno.NOENT);
                }
                MemoryNode.File file = new MemoryNode.File(system.inode(), system.now());
                system.attach(directory, name, file);
                return new MemoryFileHandle(system, file, mode);
            }
            if (mode.create() && mode.exclusive()) {
                throw new ErrnoException(Errno.EXIST);
            }
            if (found.get() instanceof MemoryNode.File file) {
                MemoryFileHandle handle = new MemoryFileHandle(system, file, mode);
                if (mode.truncate()) {
                    handle.resize(0);
                }
                return handle;
            }
            throw new ErrnoException(found.get().isDirectory() ? Errno.ISDIR : Errno.LOOP);
        });
    }

    @Override
    public String readLink(String name) throws ErrnoException {
        return locked(() -> {
            if (get(name) instanceof MemoryNode.Link link) {
                return link.text;
            }
            throw new ErrnoException(Errno.INVAL);
        });
    }

    @Override
    public List<String> list(int limit) throws ErrnoException {
        return locked(() -> {
            if (directory.entries.size() > limit) {
                throw new ErrnoException(Errno.NOMEM, "the directory has more than " + limit + " entries");
            }
            return new ArrayList<>(directory.entries.keySet());
        });
    }

    @Override
    public void createDirectory(String name) throws ErrnoException {
        locked(() -> {
            requireFree(name);
            system.attach(directory, name, new MemoryNode.Directory(system.inode(), system.now()));
            return true;
        });
    }

    @Override
    public void deleteDirectory(String name) throws ErrnoException {
        locked(() -> {
            if (!(get(name) instanceof MemoryNode.Directory child)) {
                throw new ErrnoException(Errno.NOTDIR);
            }
            requireEmpty(child);
            child.deleted = true;
            system.detach(directory, name, child);
            return true;
        });
    }

    @Override
    public void deleteFile(String name) throws ErrnoException {
        locked(() -> {
            MemoryNode node = get(name);
            if (node.isDirectory()) {
                throw new ErrnoException(Errno.ISDIR);
            }
            system.detach(directory, name, node);
            return true;
        });
    }

    @Override
    public void createSymbolicLink(String name, String target) throws ErrnoException {
        locked(() -> {
            requireFree(name);
            long length = target.getBytes(StandardCharsets.UTF_8).length;
            system.attach(directory, name, new MemoryNode.Link(system.inode(), system.now(), target, length));
            return true;
        });
    }

    @Override
    public void link(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        MemoryDirectoryHandle to = sameSystem(toDirectory);
        locked(() -> {
            MemoryNode node = get(name);
            if (node.isDirectory()) {
                throw new ErrnoException(Errno.PERM);
            }
            to.requireFree(toName);
            system.attach(to.directory, toName, node);
            return true;
        });
    }

    @Override
    public void rename(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        MemoryDirectoryHandle to = sameSystem(toDirectory);
        locked(() -> {
            MemoryNode node = get(name);
            Optional<MemoryNode> target = to.find(toName);
            if (target.isPresent() && target.get().equals(node)) {
                return false;
            }
            if (node.isDirectory() && to.directory.isBeneath(node)) {
                throw new ErrnoException(Errno.INVAL, "a directory cannot be moved into itself");
            }
            if (target.isPresent() && directory.isBeneath(target.get())) {
                throw new ErrnoException(Errno.NOTEMPTY, "the target holds what would be moved");
            }
            if (to.directory.deleted) {
                throw new ErrnoException(Errno.NOENT, "the directory was deleted");
            }
            if (target.isPresent()) {
                requireReplaceable(node, target.get());
                to.replace(toName, target.get());
            }
            // Held once more, so that taking the old name does not forget it.
            node.handles++;
            system.detach(directory, name, node);
            node.handles--;
            system.attachMoved(to.directory, toName, node);
            return true;
        });
    }

    @Override
    public void setTimes(String name, FileTimes times) throws ErrnoException {
        locked(() -> {
            get(name).set(times, system.now());
            return true;
        });
    }

    @Override
    public void setTimes(FileTimes times) throws ErrnoException {
        locked(() -> {
            directory.set(times, system.now());
            return true;
        });
    }

    /** Does nothing: a handle holds no resource. */
    @Override
    public void close() {}

    private void replace(String name, MemoryNode target) {
        if (target instanceof MemoryNode.Directory replaced) {
            replaced.deleted = true;
        }
        system.detach(directory, name, target);
    }

    private static void requireReplaceable(MemoryNode node, MemoryNode target) throws ErrnoException {
        if (target instanceof MemoryNode.Directory replaced) {
            if (!node.isDirectory()) {
                throw new ErrnoException(Errno.ISDIR);
            }
            requireEmpty(replaced);
        } else if (node.isDirectory()) {
            throw new ErrnoException(Errno.NOTDIR);
        }
    }

    private static void requireEmpty(MemoryNode.Directory child) throws ErrnoException {
        if (!child.entries.isEmpty()) {
            throw new ErrnoException(Errno.NOTEMPTY);
        }
    }

    private void requireFree(String name) throws ErrnoException {
        if (find(name).isPresent()) {
            throw new ErrnoException(Errno.EXIST);
        }
    }

    private Optional<MemoryNode> find(String name) throws ErrnoException {
        return Optional.ofNullable(directory.entries.get(Names.check(name)));
    }

    private MemoryNode get(String name) throws ErrnoException {
        return find(name).orElseThrow(() -> new ErrnoException(Errno.NOENT));
    }

    private MemoryDirectoryHandle sameSystem(GuestDirectory other) throws ErrnoException {
        if (other instanceof MemoryDirectoryHandle handle && handle.system == system) {
            return handle;
        }
        throw new ErrnoException(Errno.XDEV);
    }
}
