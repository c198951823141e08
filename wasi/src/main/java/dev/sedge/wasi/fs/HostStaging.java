package dev.sedge.wasi.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes what cannot be made through an open directory: it is made by path under a random name in a place whose path nobody
 * can redirect, and moved from there through open directories. Thread-safe.
 *
 * <p>The places, in the order they are tried: the operator's staging directory; a private directory in the directory for
 * temporary files; the root of the volume itself. The last is safe although others may write there: the path to the root is
 * the host's, the last name is random and is never followed by mkdir, symlink and link, so nothing can land elsewhere.
 * What others could do is to look at a wrongly linked file for a moment, which is why a shared volume makes no hard links
 * there.
 */
final class HostStaging {
    private final boolean shared;
    private final Optional<Path> operators;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Place> operatorsPlace = Optional.empty();
    private Optional<HostScratch> scratch = Optional.empty();
    private final Set<Long> withoutScratch = new HashSet<>();
    private boolean closed;

    HostStaging(HostDirectory.Options options) {
        this.shared = options.shared();
        this.operators = options.staging();
    }

    /** A directory whose path nobody but this user can redirect, and the same directory open. */
    record Place(Path path, SecureDirectoryStream<Path> stream) {}

    /** Makes something at a path. */
    interface Maker {
        void make(Path path) throws IOException;
    }

    /** Does something with a hard link that was found to be the right object. */
    interface Use<T> {
        T use(Path path) throws IOException;
    }

    /** Makes a new directory or link and gives it its name, which must be free; EXIST when it is not. */
    void create(HostNode directory, Path name, Maker maker) throws ErrnoException {
        ReentrantLock names = HostVolume.lock(directory.identity());
        names.lock();
        try {
            if (directory.find(name).isPresent()) {
                throw new ErrnoException(Errno.EXIST);
            }
            HostNode root = directory.volume().root();
            if (directory.identity().isSameObject(root.identity())) {
                createInRoot(root, name, maker);
                return;
            }
            inSomePlace(root, directory.identity().device(), true, place -> {
                Path temporary = randomName(place.path());
                HostErrors.run(() -> maker.make(place.path().resolve(temporary)));
                boolean moved = false;
                try {
                    HostErrors.run(() -> place.stream().move(temporary, directory.stream(), name));
                    moved = true;
                } finally {
                    if (!moved) {
                        discard(place, temporary);
                    }
                }
                return moved;
            });
        } finally {
            names.unlock();
        }
    }

    /** Gives an entry a second name, which must be free. */
    void link(HostNode from, Path name, HostNode to, Path newName) throws ErrnoException {
        FileStatus source = from.look(name);
        if (source.isDirectory()) {
            throw new ErrnoException(Errno.PERM, "a directory cannot have a second name");
        }
        ReentrantLock names = HostVolume.lock(to.identity());
        names.lock();
        try {
            if (to.find(newName).isPresent()) {
                throw new ErrnoException(Errno.EXIST);
            }
            inSomePlace(from.volume().root(), source.device(), !shared, place -> {
                Path temporary = linkInto(place, from, name, source);
                try {
                    HostErrors.run(() -> place.stream().move(temporary, to.stream(), newName));
                } finally {
                    // A hard link moved onto its own object stays behind, and so does what could not be moved.
                    discard(place, temporary);
                }
                return true;
            });
        } finally {
            names.unlock();
        }
    }

    /** Uses an entry by a path that nobody can redirect: a further name that exists for this moment. */
    <T> T byPath(HostNode directory, Path name, Use<T> use) throws ErrnoException {
        FileStatus object = directory.look(name);
        return inSomePlace(directory.volume().root(), object.device(), !shared, place -> {
            Path temporary = linkInto(place, directory, name, object);
            try {
                return HostErrors.call(() -> use.use(place.path().resolve(temporary)));
            } finally {
                discard(place, temporary);
            }
        });
    }

    /** Gives the places back; true the first time. */
    boolean close() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            operatorsPlace.ifPresent(place -> HostNode.closeQuietly(place.stream()));
            scratch.ifPresent(HostScratch::release);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private interface Attempt<T> {
        T in(Place place) throws ErrnoException;
    }

    private <T> T inSomePlace(HostNode root, long device, boolean rootAllowed, Attempt<T> attempt)
            throws ErrnoException {
        ErrnoException last = new ErrnoException(Errno.NOTSUP, "no staging directory on this mount");
        for (Place place : places(root, device, rootAllowed)) {
            try {
                return attempt.in(place);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.XDEV) {
                    throw e;
                }
                last = new ErrnoException(Errno.NOTSUP, "no staging directory on this mount", e);
            }
        }
        throw last;
    }

    private List<Place> places(HostNode root, long device, boolean rootAllowed) throws ErrnoException {
        List<Place> places = new ArrayList<>(3);
        lock.lock();
        try {
            if (closed) {
                throw new ErrnoException(Errno.BADF, "the file system is closed");
            }
            if (operators.isPresent() && operatorsPlace.isEmpty()) {
                Path path = operators.get();
                operatorsPlace = Optional.of(HostErrors.call(() -> openPlace(path)));
            }
            operatorsPlace.ifPresent(places::add);
            if (scratch.isPresent() && !scratch.get().isThere()) {
                scratch.get().release();
                scratch = Optional.empty();
                withoutScratch.clear();
            }
            if (scratch.isEmpty() && withoutScratch.add(device)) {
                scratch = HostScratch.acquire(device);
            }
            scratch.map(HostScratch::place).ifPresent(places::add);
        } finally {
            lock.unlock();
        }
        if (rootAllowed) {
            requireAtItsPath(root);
            places.add(new Place(root.path(), root.stream()));
        }
        return places;
    }

    /** Opens a directory as a place. */
    static Place openPlace(Path path) throws IOException {
        return HostNode.openStream(path)
                .map(stream -> new Place(path, stream))
                .orElseThrow(() -> new ErrnoException(
                        Errno.NOTSUP, "no secure directory stream for the staging directory " + path));
    }

    /** In the root, what is made needs no staging: its path cannot be redirected, and the kernel itself refuses EXIST. */
    private static void createInRoot(HostNode root, Path name, Maker maker) throws ErrnoException {
        requireAtItsPath(root);
        HostErrors.run(() -> maker.make(root.path().resolve(name)));
    }

    private static void requireAtItsPath(HostNode root) throws ErrnoException {
        FileStatus found = HostErrors.call(() -> HostAttributes.read(root.path()));
        if (!found.isSameObject(root.identity())) {
            throw new ErrnoException(Errno.STALE, "the opened directory is no longer at its path");
        }
    }

    private static Path linkInto(Place place, HostNode directory, Path name, FileStatus object) throws ErrnoException {
        Path source = directory.path().resolve(name);
        if (!HostErrors.call(() -> HostAttributes.read(source)).isSameObject(object)) {
            throw new ErrnoException(Errno.STALE, "the entry is no longer at its path");
        }
        Path temporary = randomName(place.path());
        HostErrors.run(() -> Files.createLink(place.path().resolve(temporary), source));
        boolean right = false;
        try {
            right = HostErrors.call(() -> HostAttributes.read(place.stream(), temporary))
                    .isSameObject(object);
        } finally {
            if (!right) {
                discard(place, temporary);
            }
        }
        if (!right) {
            throw new ErrnoException(Errno.STALE, "the entry was replaced meanwhile");
        }
        return temporary;
    }

    private static void discard(Place place, Path temporary) {
        try {
            FileStatus left = HostAttributes.read(place.stream(), temporary);
            if (left.isDirectory()) {
                place.stream().deleteDirectory(temporary);
            } else {
                place.stream().deleteFile(temporary);
            }
        } catch (IOException e) {
            // Normally: it was moved away.
            return;
        }
    }

    /** Apart, because most guests make nothing, and finding a generator takes some milliseconds. */
    private static final class Names {
        static final SecureRandom RANDOM = new SecureRandom();
    }

    private static Path randomName(Path place) {
        byte[] bytes = new byte[16];
        Names.RANDOM.nextBytes(bytes);
        return place.getFileSystem()
                .getPath(HostVolume.RESERVED + HexFormat.of().formatHex(bytes));
    }

    /** Whether two paths lie on file systems with the same device number. */
    static boolean isOnDevice(Path path, long device) {
        try {
            Path real = path.toRealPath();
            return Files.isDirectory(real, NOFOLLOW_LINKS)
                    && HostAttributes.read(real).device() == device;
        } catch (IOException e) {
            return false;
        }
    }
}
