package dev.sedge.wasi.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A guest's handle of a directory in a tree of mounts. As thread-safe as the file system beneath. */
final class MountDirectory implements GuestDirectory {
    private final GuestDirectory inner;
    private final MountPoint point;
    private final Object mount;

    /**
     * Takes over the handle.
     *
     * @param inner the directory of the file system that is visible here
     * @param point what is mounted beneath
     * @param mount identifies the file system, for renames and links
     */
    private MountDirectory(GuestDirectory inner, MountPoint point, Object mount) {
        this.inner = inner;
        this.point = point;
        this.mount = mount;
    }

    /** Opens the root of what is mounted at a place, or the plain directory on the way. */
    static MountDirectory open(MountPoint point) throws ErrnoException {
        Optional<GuestFileSystem> mounted = point.fileSystem();
        if (mounted.isEmpty()) {
            return new MountDirectory(point.synthetic(), point, point);
        }
        return new MountDirectory(mounted.get().root(), point, mounted.get());
    }

    @Override
    public GuestDirectory reopen() throws ErrnoException {
        return new MountDirectory(inner.reopen(), point, mount);
    }

    @Override
    public FileStatus status() throws ErrnoException {
        return inner.status();
    }

    @Override
    public FileStatus status(String name) throws ErrnoException {
        Optional<MountPoint> child = point.child(name);
        if (child.isEmpty()) {
            return inner.status(name);
        }
        if (child.get().file().isPresent()) {
            return child.get().file().get().status();
        }
        try (GuestDirectory directory = openChild(name, child.get())) {
            return directory.status();
        }
    }

    @Override
    public GuestDirectory openDirectory(String name) throws ErrnoException {
        Optional<MountPoint> child = point.child(name);
        if (child.isEmpty()) {
            return new MountDirectory(inner.openDirectory(name), MountPoint.none(), mount);
        }
        if (child.get().file().isPresent()) {
            throw new ErrnoException(Errno.NOTDIR);
        }
        return openChild(name, child.get());
    }

    @Override
    public GuestFile openFile(String name, OpenMode mode) throws ErrnoException {
        Optional<MountPoint> child = point.child(name);
        if (child.isEmpty()) {
            return inner.openFile(name, mode);
        }
        if (mode.create() && mode.exclusive()) {
            throw new ErrnoException(Errno.EXIST);
        }
        return child.get()
                .file()
                .orElseThrow(() -> new ErrnoException(Errno.ISDIR))
                .open(mode);
    }

    @Override
    public String readLink(String name) throws ErrnoException {
        refuseMountPoint(name, Errno.INVAL);
        return inner.readLink(name);
    }

    @Override
    public String followLink(String name) throws ErrnoException {
        refuseMountPoint(name, Errno.INVAL);
        return inner.followLink(name);
    }

    @Override
    public List<String> list(int limit) throws ErrnoException {
        List<String> names = inner.list(limit);
        if (point.children().isEmpty()) {
            return names;
        }
        TreeSet<String> all = new TreeSet<>(names);
        all.addAll(point.children().keySet());
        if (all.size() > limit) {
            throw new ErrnoException(Errno.NOMEM, "the directory has more than " + limit + " entries");
        }
        return new ArrayList<>(all);
    }

    @Override
    public void createDirectory(String name) throws ErrnoException {
        refuseMountPoint(name, Errno.EXIST);
        inner.createDirectory(name);
    }

    @Override
    public void deleteDirectory(String name) throws ErrnoException {
        refuseMountPoint(name, Errno.BUSY);
        inner.deleteDirectory(name);
    }

    @Override
    public void deleteFile(String name) throws ErrnoException {
        refuseMountPoint(name, Errno.BUSY);
        inner.deleteFile(name);
    }

    @Override
    public void createSymbolicLink(String name, String target) throws ErrnoException {
        refuseMountPoint(name, Errno.EXIST);
        inner.createSymbolicLink(name, target);
    }

    @Override
    public void link(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        if (status(name).isDirectory()) {
            throw new ErrnoException(Errno.PERM);
        }
        refuseMountPoint(name, Errno.XDEV);
        MountDirectory to = sameMount(toDirectory);
        to.refuseMountPoint(toName, Errno.EXIST);
        inner.link(name, to.inner, toName);
    }

    @Override
    public void rename(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        refuseMountPoint(name, Errno.BUSY);
        if (toDirectory instanceof MountDirectory to) {
            to.refuseMountPoint(toName, Errno.BUSY);
        }
        inner.status(name);
        inner.rename(name, sameMount(toDirectory).inner, toName);
    }

    @Override
    public void setTimes(String name, FileTimes times) throws ErrnoException {
        Optional<MountPoint> child = point.child(name);
        if (child.isEmpty()) {
            inner.setTimes(name, times);
        } else if (child.get().file().isPresent()) {
            try (GuestFile file = child.get().file().get().open(OpenMode.READ)) {
                file.setTimes(times);
            }
        } else {
            try (GuestDirectory directory = openChild(name, child.get())) {
                directory.setTimes(times);
            }
        }
    }

    @Override
    public void setTimes(FileTimes times) throws ErrnoException {
        inner.setTimes(times);
    }

    @Override
    public void close() {
        inner.close();
    }

    /** A place that something is mounted at, or on the way: there the file system beneath shows, if it has a directory. */
    private MountDirectory openChild(String name, MountPoint child) throws ErrnoException {
        if (child.fileSystem().isEmpty()) {
            try {
                return new MountDirectory(inner.openDirectory(name), child, mount);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.NOENT && e.errno() != Errno.NOTDIR && e.errno() != Errno.LOOP) {
                    throw e;
                }
            }
        }
        return open(child);
    }

    private void refuseMountPoint(String name, Errno errno) throws ErrnoException {
        if (point.child(name).isPresent()) {
            throw new ErrnoException(errno, "something is mounted there");
        }
    }

    private MountDirectory sameMount(GuestDirectory other) throws ErrnoException {
        if (other instanceof MountDirectory directory && directory.mount.equals(mount)) {
            return directory;
        }
        throw new ErrnoException(Errno.XDEV);
    }
}
