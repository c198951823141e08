package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one private directory (mode 0700) that a process keeps in the directory for temporary files while a volume on that
 * device uses it for staging. It is made when first needed and deleted with its last user; its name is one that no guest can
 * see or move. Thread-safe.
 */
final class HostScratch {
    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static Optional<HostScratch> current = Optional.empty();

    private final HostStaging.Place place;
    private final FileStatus identity;
    private int users;

    private HostScratch(HostStaging.Place place, FileStatus identity) {
        this.place = place;
        this.identity = identity;
    }

    /** The directory, for one more user; empty when there is none on this device. */
    static Optional<HostScratch> acquire(long device) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        if (!HostStaging.isOnDevice(temporary, device)) {
            return Optional.empty();
        }
        LOCK.lock();
        try {
            if (current.isEmpty() || !current.get().isThere()) {
                current = Optional.of(make(temporary.toRealPath()));
            }
            current.get().users++;
            return current;
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            LOCK.unlock();
        }
    }

    HostStaging.Place place() {
        return place;
    }

    /** Whether it still is at its path: who tidies up temporary files may have taken it away. */
    boolean isThere() {
        try {
            return HostAttributes.read(place.path()).isSameObject(identity);
        } catch (IOException e) {
            return false;
        }
    }

    void release() {
        LOCK.lock();
        try {
            if (--users > 0) {
                return;
            }
            current = current.filter(scratch -> scratch != this);
            boolean there = isThere();
            HostNode.closeQuietly(place.stream());
            if (there) {
                Files.deleteIfExists(place.path());
            }
        } catch (IOException e) {
            System.getLogger(HostScratch.class.getName())
                    .log(System.Logger.Level.DEBUG, "delete of staging directory " + place.path() + " failed", e);
        } finally {
            LOCK.unlock();
        }
    }

    private static HostScratch make(Path temporary) throws IOException {
        deleteForgotten(temporary);
        Path path = Files.createTempDirectory(temporary, HostVolume.RESERVED);
        // Deletes it when the process ends in an orderly way without closing its volumes.
        path.toFile().deleteOnExit();
        return new HostScratch(HostStaging.openPlace(path), HostAttributes.read(path));
    }

    /** Deletes what killed processes left: empty, and long out of use. One that is in use after all is made again. */
    private static void deleteForgotten(Path temporary) {
        Instant before = Instant.now().minus(FORGOTTEN);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary, HostVolume.RESERVED + "*")) {
            for (Path path : left) {
                deleteForgotten(path, before);
            }
        } catch (IOException e) {
            System.getLogger(HostScratch.class.getName())
                    .log(System.Logger.Level.DEBUG, "look for forgotten staging directories failed", e);
        }
    }

    private static void deleteForgotten(Path path, Instant before) {
        try {
            FileStatus status = HostAttributes.read(path);
            if (status.isDirectory() && status.modificationTime() / 1_000_000_000L < before.getEpochSecond()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // Another user's, or not empty: not ours to judge.
            return;
        }
    }
}
