package dev.sedge.wasi.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every writable file system, and every composition that a container uses, under the same contract. */
final class FileSystemContractTest {
    @Nested
    class InMemory extends GuestFileSystemContract {
        @Override
        GuestFileSystem create() {
            return InMemoryFileSystem.create();
        }
    }

    @Nested
    class OnDisk extends GuestFileSystemContract {
        @TempDir
        Path directory;

        @Override
        GuestFileSystem create() throws IOException {
            return HostDirectory.open(directory);
        }
    }

    @Nested
    class OnDiskWithStaging extends GuestFileSystemContract {
        @TempDir
        Path directory;

        @Override
        GuestFileSystem create() throws IOException {
            Path root = Files.createDirectory(directory.resolve("root"));
            Path staging = Files.createDirectory(directory.resolve("staging"));
            return HostDirectory.open(
                    root, HostDirectory.Options.defaults().withShared().withStaging(staging));
        }
    }

    /** Another mount than the directory for temporary files: staging is in the root itself. */
    @Nested
    class OnAnotherMount extends GuestFileSystemContract {
        private final ForeignMount mount = new ForeignMount();

        @Override
        GuestFileSystem create() throws IOException {
            return HostDirectory.open(mount.directory());
        }

        @AfterEach
        void clear() throws IOException {
            mount.close();
        }
    }

    @Nested
    class QuotaOnDisk extends GuestFileSystemContract {
        @TempDir
        Path directory;

        @Override
        GuestFileSystem create() throws IOException {
            return Quota.of(HostDirectory.open(directory), 10L << 20);
        }
    }

    @Nested
    class OverlayInMemory extends GuestFileSystemContract {
        @Override
        GuestFileSystem create() {
            return Overlay.of(InMemoryFileSystem.create(), InMemoryFileSystem.create());
        }
    }

    @Nested
    class OverlayOnDisk extends GuestFileSystemContract {
        @TempDir
        Path directory;

        @Override
        GuestFileSystem create() throws IOException {
            Path lower = Files.createDirectory(directory.resolve("lower"));
            Path upper = Files.createDirectory(directory.resolve("upper"));
            return Overlay.of(HostDirectory.openReadOnly(lower), HostDirectory.open(upper));
        }
    }

    @Nested
    class MountsInMemory extends GuestFileSystemContract {
        @Override
        GuestFileSystem create() {
            return Mounts.builder(InMemoryFileSystem.create()).build();
        }
    }

    @Nested
    class ContainerOnDisk extends GuestFileSystemContract {
        @TempDir
        Path directory;

        @Override
        GuestFileSystem create() throws IOException {
            GuestFileSystem image = HostDirectory.openReadOnly(Files.createDirectory(directory.resolve("image")));
            return Mounts.builder(Overlay.of(image, Quota.of(InMemoryFileSystem.create(), 10L << 20)))
                    .build();
        }
    }
}
