package dev.sedge.agent.launch;

import dev.sedge.agent.grant.ByteSize;
import dev.sedge.agent.grant.PodGrants;
import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.fs.GuestFileSystem;
import dev.sedge.wasi.fs.HostDirectory;
import dev.sedge.wasi.fs.InMemoryFileSystem;
import dev.sedge.wasi.fs.Mounts;
import dev.sedge.wasi.fs.OnDemand;
import dev.sedge.wasi.fs.Overlay;
import dev.sedge.wasi.fs.Quota;
import dev.sedge.wasi.fs.ReadOnly;
import dev.sedge.wasi.fs.VirtualFile;
import dev.sedge.wasi.fs.VirtualFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The one tree that a container sees: its image's files, its own layer on the disk above them, what is mounted, and a few
 * small files that programs expect. The layer is made with the first change, which most containers never make. Thread-safe.
 */
final class ContainerFiles implements AutoCloseable {
    private static final String LAYER = "layer";
    private static final String STAGING = "staging";
    private static final SecureRandom RANDOM =
            new SecureRandom(); // What one reader gets tells nothing about another's.
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final GuestFileSystem tree;
    private final Optional<Quota> layer;
    private final List<ContainerMount> mounts;
    private final long diskBytes;

    private ContainerFiles(GuestFileSystem tree, Optional<Quota> layer, List<ContainerMount> mounts, long diskBytes) {
        this.tree = tree;
        this.layer = layer;
        this.mounts = mounts;
        this.diskBytes = diskBytes;
    }

    /**
     * Opens the tree.
     *
     * @throws LaunchException if something that is to be mounted is not to be had
     */
    static ContainerFiles open(ContainerSpec spec, PodGrants grants) {
        List<ContainerMount> mounts = ContainerMount.of(spec.config());
        Optional<Quota> layer = Optional.empty();
        if (!spec.config().getLinux().getSecurityContext().getReadonlyRootfs()) {
            layer = Optional.of(Quota.of(OnDemand.of(() -> layer(spec.directory())), grants.diskBytes()));
        }
        Mounts.Builder builder = Mounts.builder(root(spec, layer));
        try {
            for (ContainerMount mount : mounts) {
                add(builder, mount);
            }
            addDefaults(builder, mounts, spec, grants);
        } catch (LaunchException e) {
            builder.build().close();
            throw e;
        }
        return new ContainerFiles(builder.build(), layer, mounts, grants.diskBytes());
    }

    /** The tree, which stays this object's. */
    GuestFileSystem tree() {
        return tree;
    }

    /** Whether a path without links lies in something that was mounted. */
    boolean isMounted(String realPath) {
        return mounts.stream()
                .anyMatch(mount -> realPath.equals(mount.guest()) || realPath.startsWith(mount.guest() + "/"));
    }

    PreparedContainer.LayerUsage usage() {
        return layer.map(quota -> new PreparedContainer.LayerUsage(quota.used(), quota.entries()))
                .orElse(new PreparedContainer.LayerUsage(0, 0));
    }

    /** The tree in words, one line for each part. */
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add(
                layer.isPresent()
                        ? "directory /, read-write: the image's files, and a layer of " + ByteSize.format(diskBytes)
                                + " of its own above that takes all changes"
                        : "directory /, read-only: the image's files");
        mounts.forEach(mount -> lines.add(mount.describe()));
        return lines;
    }

    /** Lets go of everything; what was written into the layer stays on the disk. */
    @Override
    public void close() {
        tree.close();
    }

    private static GuestFileSystem layer(Path directory) throws IOException {
        Path layer = Files.createDirectories(directory.resolve(LAYER), PRIVATE);
        Path staging = Files.createDirectories(directory.resolve(STAGING), PRIVATE);
        return HostDirectory.open(layer, HostDirectory.Options.defaults().withStaging(staging));
    }

    private static GuestFileSystem root(ContainerSpec spec, Optional<Quota> layer) {
        GuestFileSystem image = image(spec);
        return layer.<GuestFileSystem>map(quota -> Overlay.of(image, quota)).orElse(image);
    }

    private static GuestFileSystem image(ContainerSpec spec) {
        Optional<Path> files = spec.image().rootfs();
        try {
            return files.isPresent()
                    ? HostDirectory.openReadOnly(files.get())
                    : ReadOnly.of(InMemoryFileSystem.create());
        } catch (IOException e) {
            throw new LaunchException(
                    "cannot open the files of image " + spec.image().reference().name() + ": " + e, e);
        }
    }

    private static void add(Mounts.Builder builder, ContainerMount mount) {
        try {
            if (!Files.exists(mount.host())) {
                Files.createDirectories(mount.host()); // As other runtimes do for a hostPath without a type.
            }
            if (Files.isDirectory(mount.host())) {
                builder.mount(
                        mount.guest(),
                        mount.readOnly() ? HostDirectory.openReadOnly(mount.host()) : HostDirectory.open(mount.host()));
            } else if (Files.isRegularFile(mount.host())) {
                builder.file(mount.guest(), VirtualFiles.host(mount.host(), !mount.readOnly()));
            } else {
                throw new LaunchException("cannot mount " + mount.host() + " at " + mount.guest()
                        + ": it is a socket, FIFO or device, and guests open files and directories only");
            }
        } catch (NoSuchFileException e) {
            throw failure(mount, "it was removed meanwhile", e);
        } catch (IOException | IllegalArgumentException e) {
            throw failure(mount, String.valueOf(e.getMessage()), e);
        }
    }

    private static LaunchException failure(ContainerMount mount, String reason, Exception cause) {
        return new LaunchException("cannot mount " + mount.host() + " at " + mount.guest() + ": " + reason, cause);
    }

    private static void addDefaults(
            Mounts.Builder builder, List<ContainerMount> mounts, ContainerSpec spec, PodGrants grants) {
        for (Map.Entry<String, Supplier<byte[]>> file :
                PodFiles.of(spec.sandbox()).entrySet()) {
            if (isFree(mounts, file.getKey())) {
                builder.file(file.getKey(), VirtualFiles.bytes(file.getValue().get()));
            }
        }
        addDevice(builder, mounts, "/dev/null", VirtualFiles.nullDevice());
        addDevice(builder, mounts, "/dev/zero", VirtualFiles.zeroDevice());
        Randomness random = grants.randomness();
        if (random.isGranted() && random.seed().isEmpty() && random.byteLimit() == Long.MAX_VALUE) {
            addDevice(builder, mounts, "/dev/urandom", VirtualFiles.randomDevice(RANDOM));
        }
    }

    private static void addDevice(
            Mounts.Builder builder, List<ContainerMount> mounts, String path, VirtualFile device) {
        if (isFree(mounts, path)) {
            builder.file(path, device);
        }
    }

    /** Whether nothing is mounted at a path, and no file where a directory above it would be. */
    private static boolean isFree(List<ContainerMount> mounts, String path) {
        return mounts.stream()
                .noneMatch(mount -> mount.guest().equals(path)
                        || mount.guest().startsWith(path + "/")
                        || (path.startsWith(mount.guest() + "/") && !Files.isDirectory(mount.host())));
    }
}
