package dev.sedge.wasi.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A guest's handle of a directory that has one or two layers. Thread-safe by the overlay's lock. */
final class OverlayDirectory implements GuestDirectory {
    private final Overlay overlay;
    private final OverlayNode node;
    private final Optional<GuestDirectory> lower;
    private Optional<GuestDirectory> upper;
    private boolean closed;

    /** Takes over the handles of the layers. */
    OverlayDirectory(
            Overlay overlay, OverlayNode node, Optional<GuestDirectory> lower, Optional<GuestDirectory> upper) {
        this.overlay = overlay;
        this.node = node;
        this.lower = lower;
        this.upper = upper;
    }

    /** An entry and the layer that it comes from. */
    private record Found(FileStatus status, boolean isUpper) {}

    private interface Action<T> {
        T run() throws ErrnoException;
    }

    private <T> T locked(Action<T> action) throws ErrnoException {
        overlay.lock().lock();
        try {
            if (closed) {
                throw new ErrnoException(Errno.BADF, "the directory handle is closed");
            }
            return action.run();
        } finally {
            overlay.lock().unlock();
        }
    }

    @Override
    public GuestDirectory reopen() throws ErrnoException {
        return locked(() -> {
            Optional<GuestDirectory> below =
                    lower.isPresent() ? Optional.of(lower.get().reopen()) : Optional.empty();
            try {
                Optional<GuestDirectory> above = upper();
                return new OverlayDirectory(
                        overlay,
                        node,
                        below,
                        above.isPresent() ? Optional.of(above.get().reopen()) : Optional.empty());
            } catch (ErrnoException e) {
                below.ifPresent(GuestDirectory::close);
                throw e;
            }
        });
    }

    @Override
    public FileStatus status() throws ErrnoException {
        return locked(() -> {
            Optional<GuestDirectory> above = upper();
            if (above.isEmpty()) {
                return lower.orElseThrow(() -> new ErrnoException(Errno.STALE)).status();
            }
            FileStatus status = above.get().status();
            return lower.isPresent() ? identify(status, lower.get().status()) : status;
        });
    }

    @Override
    public FileStatus status(String name) throws ErrnoException {
        return locked(() -> {
            Found found = get(name);
            if (found.isUpper() && found.status().isDirectory()) {
                Optional<FileStatus> below = lowerStatus(name).filter(FileStatus::isDirectory);
                return below.isPresent() ? identify(found.status(), below.get()) : found.status();
            }
            return found.status();
        });
    }

    @Override
    public GuestDirectory openDirectory(String name) throws ErrnoException {
        return locked(() -> {
            Found found = get(name);
            if (!found.status().isDirectory()) {
                throw new ErrnoException(found.status().isSymbolicLink() ? Errno.LOOP : Errno.NOTDIR);
            }
            return child(name, found);
        });
    }

    @Override
    public GuestFile openFile(String name, OpenMode mode) throws ErrnoException {
        return locked(() -> {
            Optional<Found> found = find(name);
            if (found.isEmpty()) {
                if (!mode.create()) {
                    throw new ErrnoException(Errno.NOENT);
                }
                return makeUpper().openFile(name, mode);
            }
            if (mode.create() && mode.exclusive()) {
                throw new ErrnoException(Errno.EXIST);
            }
            if (found.get().isUpper()) {
                return makeUpper().openFile(name, mode);
            }
            return openLower(name, found.get().status(), mode);
        });
    }

    @Override
    public String readLink(String name) throws ErrnoException {
        return locked(() -> layerOf(name).readLink(name));
    }

    @Override
    public String followLink(String name) throws ErrnoException {
        return locked(() -> layerOf(name).followLink(name));
    }

    @Override
    public List<String> list(int limit) throws ErrnoException {
        return locked(() -> {
            TreeSet<String> names = new TreeSet<>();
            Optional<GuestDirectory> above = upper();
            if (above.isPresent()) {
                names.addAll(above.get().list(limit));
            }
            if (lower.isPresent()) {
                for (String name : lower.get().list(limit)) {
                    if (!node.hides(name)) {
                        names.add(name);
                    }
                }
            }
            if (names.size() > limit) {
                throw new ErrnoException(Errno.NOMEM, "the directory has more than " + limit + " entries");
            }
            return new ArrayList<>(names);
        });
    }

    @Override
    public void createDirectory(String name) throws ErrnoException {
        locked(() -> {
            requireFree(name);
            makeUpper().createDirectory(name);
            return true;
        });
    }

    @Override
    public void deleteDirectory(String name) throws ErrnoException {
        locked(() -> {
            Found found = get(name);
            if (!found.status().isDirectory()) {
                throw new ErrnoException(Errno.NOTDIR);
            }
            requireEmpty(name, found);
            if (found.isUpper()) {
                makeUpper().deleteDirectory(name);
            }
            hideLower(name);
            node.childDeleted(name);
            return true;
        });
    }

    @Override
    public void deleteFile(String name) throws ErrnoException {
        locked(() -> {
            Found found = get(name);
            if (found.status().isDirectory()) {
                throw new ErrnoException(Errno.ISDIR);
            }
            if (found.isUpper()) {
                makeUpper().deleteFile(name);
            }
            hideLower(name);
            return true;
        });
    }

    @Override
    public void createSymbolicLink(String name, String target) throws ErrnoException {
        locked(() -> {
            requireFree(name);
            makeUpper().createSymbolicLink(name, target);
            return true;
        });
    }

    @Override
    public void link(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        OverlayDirectory to = sameOverlay(toDirectory);
        locked(() -> {
            Found found = get(name);
            if (found.status().isDirectory()) {
                throw new ErrnoException(Errno.PERM);
            }
            to.requireFree(toName);
            copyUp(name, found);
            makeUpper().link(name, to.makeUpper(), toName);
            return true;
        });
    }

    @Override
    public void rename(String name, GuestDirectory toDirectory, String toName) throws ErrnoException {
        OverlayDirectory to = sameOverlay(toDirectory);
        locked(() -> {
            Found found = get(name);
            Optional<Found> target = to.find(toName);
            boolean same = target.isPresent()
                    && target.get().isUpper() == found.isUpper()
                    && target.get().status().isSameObject(found.status());
            if (!same) {
                if (found.status().isDirectory()) {
                    renameDirectory(name, found, to, toName, target);
                } else {
                    renameFile(name, found, to, toName, target);
                }
            }
            return true;
        });
    }

    @Override
    public void setTimes(String name, FileTimes times) throws ErrnoException {
        locked(() -> {
            copyUp(name, get(name));
            makeUpper().setTimes(name, times);
            return true;
        });
    }

    @Override
    public void setTimes(FileTimes times) throws ErrnoException {
        locked(() -> {
            makeUpper().setTimes(times);
            return true;
        });
    }

    @Override
    public void close() {
        overlay.lock().lock();
        try {
            if (!closed) {
                closed = true;
                lower.ifPresent(GuestDirectory::close);
                upper.ifPresent(GuestDirectory::close);
            }
        } finally {
            overlay.lock().unlock();
        }
    }

    private void renameDirectory(String name, Found found, OverlayDirectory to, String toName, Optional<Found> target)
            throws ErrnoException {
        if (to.node.isBeneath(node.child(name))) {
            throw new ErrnoException(Errno.INVAL, "a directory cannot be moved into itself");
        }
        if (target.isPresent()) {
            if (!target.get().status().isDirectory()) {
                throw new ErrnoException(Errno.NOTDIR);
            }
            to.requireEmpty(toName, target.get());
        }
        if (!found.isUpper() || lowerStatus(name).isPresent()) {
            throw new ErrnoException(Errno.XDEV, "a directory of the lower layer cannot be renamed");
        }
        makeUpper().rename(name, to.makeUpper(), toName);
        to.hideLower(toName);
        node.childMoved(name, to.node, toName);
    }

    private void renameFile(String name, Found found, OverlayDirectory to, String toName, Optional<Found> target)
            throws ErrnoException {
        if (target.isPresent() && target.get().status().isDirectory()) {
            throw node.isBeneath(to.node.child(toName))
                    ? new ErrnoException(Errno.NOTEMPTY, "the target holds what would be moved")
                    : new ErrnoException(Errno.ISDIR);
        }
        copyUp(name, found);
        makeUpper().rename(name, to.makeUpper(), toName);
        hideLower(name);
        to.hideLower(toName);
    }

    private GuestFile openLower(String name, FileStatus status, OpenMode mode) throws ErrnoException {
        GuestDirectory below = lower.orElseThrow();
        if (!status.isRegularFile() || !(mode.write() || mode.truncate())) {
            return below.openFile(name, OpenMode.READ);
        }
        if (mode.truncate()) {
            return makeUpper().openFile(name, new OpenMode(mode.read(), mode.write(), true, false, true));
        }
        OverlayCopy.file(below, makeUpper(), name);
        return makeUpper().openFile(name, mode);
    }

    private void copyUp(String name, Found found) throws ErrnoException {
        if (found.isUpper()) {
            return;
        }
        GuestDirectory below = lower.orElseThrow();
        switch (found.status().type()) {
            case REGULAR_FILE -> OverlayCopy.file(below, makeUpper(), name);
            case SYMBOLIC_LINK -> OverlayCopy.link(below, makeUpper(), name);
            case DIRECTORY -> overlay.makeUpper(node.child(name)).close();
            default -> throw new ErrnoException(Errno.ACCES, "FIFOs, sockets and devices cannot be copied");
        }
    }

    private OverlayDirectory child(String name, Found found) throws ErrnoException {
        OverlayNode child = node.child(name);
        boolean below = lowerStatus(name).filter(FileStatus::isDirectory).isPresent();
        Optional<GuestDirectory> lowerChild =
                below ? Optional.of(lower.orElseThrow().openDirectory(name)) : Optional.empty();
        if (!found.isUpper()) {
            return new OverlayDirectory(overlay, child, lowerChild, Optional.empty());
        }
        child.setInUpper();
        try {
            return new OverlayDirectory(
                    overlay, child, lowerChild, Optional.of(makeUpper().openDirectory(name)));
        } catch (ErrnoException e) {
            lowerChild.ifPresent(GuestDirectory::close);
            throw e;
        }
    }

    private void requireEmpty(String name, Found found) throws ErrnoException {
        try (OverlayDirectory child = child(name, found)) {
            if (!child.list(Integer.MAX_VALUE).isEmpty()) {
                throw new ErrnoException(Errno.NOTEMPTY);
            }
        }
    }

    private void requireFree(String name) throws ErrnoException {
        if (find(name).isPresent()) {
            throw new ErrnoException(Errno.EXIST);
        }
    }

    private void hideLower(String name) throws ErrnoException {
        if (lowerStatus(name).isPresent()) {
            node.hide(name);
        }
    }

    private GuestDirectory layerOf(String name) throws ErrnoException {
        return get(name).isUpper() ? makeUpper() : lower.orElseThrow();
    }

    private Found get(String name) throws ErrnoException {
        return find(name).orElseThrow(() -> new ErrnoException(Errno.NOENT));
    }

    private Optional<Found> find(String name) throws ErrnoException {
        Names.check(name);
        Optional<GuestDirectory> above = upper();
        if (above.isPresent()) {
            Optional<FileStatus> status = statusIn(above.get(), name);
            if (status.isPresent()) {
                return Optional.of(new Found(status.get(), true));
            }
        }
        return lowerStatus(name).map(status -> new Found(status, false));
    }

    /** The lower layer's entry, unless it is deleted or replaced. */
    private Optional<FileStatus> lowerStatus(String name) throws ErrnoException {
        return lower.isPresent() && !node.hides(name) ? statusIn(lower.get(), name) : Optional.empty();
    }

    private static Optional<FileStatus> statusIn(GuestDirectory layer, String name) throws ErrnoException {
        try {
            return Optional.of(layer.status(name));
        } catch (ErrnoException e) {
            if (e.errno() == Errno.NOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The upper layer's directory, if there is one by now: another handle may have made it. */
    private Optional<GuestDirectory> upper() throws ErrnoException {
        if (upper.isEmpty() && node.isInUpper() && !node.isDeleted()) {
            upper = Optional.of(overlay.openUpper(node));
        }
        return upper;
    }

    private GuestDirectory makeUpper() throws ErrnoException {
        Optional<GuestDirectory> above = upper();
        if (above.isPresent()) {
            return above.get();
        }
        GuestDirectory made = overlay.makeUpper(node);
        upper = Optional.of(made);
        if (lower.isPresent()) {
            OverlayCopy.times(lower.get().status(), made);
        }
        return made;
    }

    /** A directory keeps its identity when it gets an upper part. */
    private static FileStatus identify(FileStatus status, FileStatus identity) {
        return new FileStatus(
                identity.device(),
                identity.inode(),
                status.type(),
                status.links(),
                status.size(),
                status.accessTime(),
                status.modificationTime(),
                status.changeTime());
    }

    private OverlayDirectory sameOverlay(GuestDirectory other) throws ErrnoException {
        if (other instanceof OverlayDirectory directory && directory.overlay == overlay) {
            return directory;
        }
        throw new ErrnoException(Errno.XDEV);
    }
}
