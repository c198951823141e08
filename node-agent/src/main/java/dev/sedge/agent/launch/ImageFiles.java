package dev.sedge.agent.launch;

import dev.sedge.agent.grant.ByteSize;
import dev.sedge.agent.grant.DirectoryGrant;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.fs.GuestFileSystem;
import dev.sedge.wasi.fs.HostDirectory;
import dev.sedge.wasi.fs.InMemoryFileSystem;
import dev.sedge.wasi.fs.Mounts;
import dev.sedge.wasi.fs.Overlay;
import dev.sedge.wasi.fs.VirtualFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The one tree that the guest of an image sees: the image's files, a writable layer above them, and what is mounted. */
final class ImageFiles {
    /** How much a guest may write into the throw-away layer, which lives in memory. */
    static final long LAYER_LIMIT = 64L << 20;

    /** The tree in words. */
    static final String DESCRIPTION = "directory /, read-write: the image's files, and a throw-away layer of "
            + ByteSize.format(LAYER_LIMIT) + " above that takes all changes";

    private ImageFiles() {}

    /**
     * Opens the tree.
     *
     * @throws LaunchException if something that is to be mounted is not there, or not to be had
     */
    static GuestFileSystem open(PulledImage image, Grants given) {
        List<DirectoryGrant> grants = given.directories();
        Mounts.Builder mounts = Mounts.builder(root(image, given.clock().wall()));
        try {
            grants.forEach(grant -> mount(mounts, grant));
        } catch (LaunchException e) {
            mounts.build().close();
            throw e;
        }
        return mounts.build();
    }

    /** The writable layer. The times of its files come from the guest's own clock; without one they stay at 1970. */
    static GuestFileSystem layer(WallClock clock) {
        InMemoryFileSystem.Builder memory = InMemoryFileSystem.builder().limit(LAYER_LIMIT);
        clock.source().ifPresent(memory::clock);
        return memory.build();
    }

    private static GuestFileSystem root(PulledImage image, WallClock clock) {
        GuestFileSystem layer = layer(clock);
        Optional<Path> files = image.rootfs();
        if (files.isEmpty()) {
            return layer;
        }
        try {
            return Overlay.of(HostDirectory.openReadOnly(files.get()), layer);
        } catch (IOException e) {
            throw new LaunchException(
                    "cannot open the files of image " + image.reference().name() + ": " + e, e);
        }
    }

    private static void mount(Mounts.Builder mounts, DirectoryGrant grant) {
        String guest = grant.guest().startsWith("/") ? grant.guest() : "/" + grant.guest();
        try {
            if (Files.isDirectory(grant.host())) {
                mounts.mount(guest, directory(grant));
            } else if (Files.exists(grant.host())) {
                mounts.file(guest, VirtualFiles.host(grant.host(), !grant.readOnly()));
            } else {
                throw new LaunchException("cannot mount " + grant.host() + " at " + guest + ": it is not there");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException("cannot mount " + grant.host() + " at " + guest + ": " + e.getMessage(), e);
        }
    }

    private static HostDirectory directory(DirectoryGrant grant) throws IOException {
        return grant.readOnly() ? HostDirectory.openReadOnly(grant.host()) : HostDirectory.open(grant.host());
    }
}
