package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one private directory (mode 0700) that a process keeps in the directory for temporary files while a volume on that
 * device uses it for staging. It is made when first needed and deleted with its last user; its name is one that no guest can see or move. Thread-safe.
 */
final class HostScratch {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static Optional<HostScratch> current = Optional.empty();

    private final HostStaging.Place place;
    private int users;

    private HostScratch(HostStaging.Place place) {
        this.place = place;
    }

    /** The directory, for one more user; empty when there is none on this device. */
    static Optional<HostScratch> acquire(long device) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        if (!HostStaging.isOnDevice(temporary, device)) {
            return Optional.empty();
        }
        LOCK.lock();
        try {
            if (current.isEmpty()) {
                Path path = Files.createTempDirectory(temporary.toRealPath(), HostVolume.RESERVED);
                // Deletes it when the process ends in an orderly way without closing its volumes.
                path.toFile().deleteOnExit();
                current = Optional.of(new HostScratch(HostStaging.openPlace(path)));
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

    void release() {
        LOCK.lock();
        try {
            if (--users > 0) {
                return;
            }
            current = Optional.empty();
            HostNode.closeQuietly(place.stream());
            Files.deleteIfExists(place.path());
        } catch (IOException e) {
            System.getLogger(HostScratch.class.getName())
                    .log(System.Logger.Level.DEBUG, "delete of staging directory " + place.path() + " failed", e);
        } finally {
            LOCK.unlock();
        }
    }
}
