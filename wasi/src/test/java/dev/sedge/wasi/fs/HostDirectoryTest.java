package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.errno;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostDirectoryTest {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    Path base;

    @Test
    void open_whatIsNoDirectory_saysSo() throws IOException {
        Path file = Files.createFile(base.resolve("f"));
        assertThatThrownBy(() -> HostDirectory.open(file)).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> HostDirectory.open(base.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void open_onAPlatformWithoutSecureStreams_saysWhatIsMissing() throws IOException {
        URI archive = URI.create("jar:" + base.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path directory = Files.createDirectory(zip.getPath("/d"));
            assertThatThrownBy(() -> HostDirectory.open(directory)).hasMessageContaining("SecureDirectoryStream");
        }
    }

    @Test
    void root_throughALinkOfTheCaller_isTheDirectoryItself() throws IOException {
        Path real = Files.createDirectory(base.resolve("real"));
        Path link = Files.createSymbolicLink(base.resolve("link"), real);
        try (HostDirectory directory = HostDirectory.open(link);
                Guest guest = new Guest(directory)) {
            Files.delete(link);
            Files.createSymbolicLink(link, base);
            guest.mkdir("d");
            assertThat(Files.isDirectory(real.resolve("d"))).isTrue();
        }
    }

    @Test
    void rootMovedByTheHost_isStaleWhereAPathIsNeeded() throws IOException {
        Path root = Files.createDirectory(base.resolve("root"));
        try (HostDirectory directory = HostDirectory.open(root);
                Guest guest = new Guest(directory)) {
            guest.write("f", "f");
            Files.move(root, base.resolve("moved"));
            Files.createDirectory(root);
            assertThat(guest.read("f")).isEqualTo("f");
            assertThat(errno(() -> guest.mkdir("d"))).isEqualTo(Errno.STALE);
            assertThat(errno(() -> guest.symlink("l", "f"))).isEqualTo(Errno.STALE);
            assertThat(errno(() -> guest.link("f", "g"))).isIn(Errno.STALE, Errno.NOENT);
            try (Stream<Path> made = Files.list(root)) {
                assertThat(made).isEmpty();
            }
        }
    }

    @Test
    void everyHandle_givesItsDescriptorsBack() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return;
        }
        exercise();
        long before = descriptors();
        for (int i = 0; i < 50; i++) {
            exercise();
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void sharedVolumeWithoutStaging_refusesHardLinks() throws IOException {
        try (ForeignMount mount = new ForeignMount();
                HostDirectory directory = HostDirectory.open(
                        mount.directory(), HostDirectory.Options.defaults().withShared());
                Guest guest = new Guest(directory)) {
            guest.mkdir("d");
            guest.mkdir("d/e");
            guest.symlink("d/l", "e");
            guest.write("f", "");
            assertThat(guest.readLink("d/l")).isEqualTo("e");
            boolean foreign = guest.status("f").device()
                    != HostAttributes.read(Path.of(System.getProperty("java.io.tmpdir")))
                            .device();
            assertThat(errno(() -> guest.link("f", "g"))).isEqualTo(foreign ? Errno.NOTSUP : Errno.SUCCESS);
        }
    }

    @Test
    void closedFileSystem_answersBadf() throws IOException {
        HostDirectory directory = HostDirectory.open(base);
        Guest guest = new Guest(directory);
        directory.close();
        directory.close();
        assertThat(errno(() -> directory.root().close())).isEqualTo(Errno.SUCCESS);
        guest.close();
        assertThat(errno(() -> directory.root().close())).isEqualTo(Errno.BADF);
        assertThat(errno(() -> guest.status("x"))).isEqualTo(Errno.BADF);
    }

    @Test
    void errorTexts_areLearnedFromThisHost() {
        assertThat(HostErrorTexts.lookUp("certainly no error text")).isEmpty();
        assertThat(HostErrorTexts.lookUp("Invalid argument")).contains(Errno.INVAL);
    }

    private void exercise() throws IOException {
        try (HostDirectory directory = HostDirectory.open(base);
                Guest guest = new Guest(directory)) {
            guest.mkdir("d");
            guest.mkdir("d/e");
            guest.symlink("d/l", "e");
            guest.write("d/e/f", "f");
            guest.link("d/e/f", "d/e/g");
            guest.setTimes("d/l", false, FileTimes.modified(1_000_000_001));
            try (GuestFile open = guest.file("d/l/f", OpenMode.READ_WRITE);
                    GuestDirectory handle = guest.directory("d/e")) {
                guest.rename("d/e/f", "d/h");
                assertThat(open.status().size()).isEqualTo(1);
                assertThat(handle.list(10)).containsExactly("g");
            }
            assertThat(errno(() -> guest.read("d/l/none"))).isEqualTo(Errno.NOENT);
            assertThat(errno(() -> guest.read("d/l/../../../x"))).isEqualTo(Errno.PERM);
            assertThat(errno(() -> guest.mkdir("d/l/f/x"))).isNotEqualTo(Errno.SUCCESS);
            assertThat(errno(() -> guest.link("d/h", "d/e/g"))).isEqualTo(Errno.EXIST);
            for (String name : new String[] {"d/e/g", "d/h", "d/l"}) {
                guest.unlink(name);
            }
            guest.rmdir("d/e");
            guest.rmdir("d");
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }
}
