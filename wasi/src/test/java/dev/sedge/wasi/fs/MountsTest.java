package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.errno;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a container sees.
 *
 * <pre>
 * /                      image (in memory)
 *   app
 *   var/run -> /run      shadowed by the way to the mount beneath it
 *   etc/passwd
 *   etc/hosts            a file of the host
 *   etc/version          fixed bytes
 *   data/                volume on disk
 *   data/ro/             read-only, inside the volume
 *   dev/null, zero, urandom
 *   var/run/secrets/token
 * </pre>
 */
final class MountsTest {
    @TempDir
    Path base;

    private final InMemoryFileSystem image = InMemoryFileSystem.create();
    private Path volume;
    private Path hosts;
    private Mounts mounts;
    private Guest guest;

    @BeforeEach
    void open() throws IOException {
        image.write("app", "binary");
        image.write("etc/passwd", "root");
        image.write("etc/hosts", "of the image");
        image.symbolicLink("var/run", "/run");
        InMemoryFileSystem readOnly = InMemoryFileSystem.create();
        readOnly.write("f", "fixed");
        InMemoryFileSystem secrets = InMemoryFileSystem.create();
        secrets.write("token", "t0ken");
        volume = Files.createDirectory(base.resolve("volume"));
        hosts = Files.writeString(base.resolve("hosts"), "127.0.0.1 localhost");
        mounts = Mounts.builder(image)
                .mount("/data", HostDirectory.open(volume))
                .mountReadOnly("/data/ro", readOnly)
                .mountReadOnly("/var/run/secrets", secrets)
                .file("/etc/hosts", VirtualFiles.host(hosts, true))
                .file("/etc/version", VirtualFiles.bytes("1.0".getBytes(UTF_8)))
                .file("/dev/null", VirtualFiles.nullDevice())
                .file("/dev/zero", VirtualFiles.zeroDevice())
                .file("/dev/urandom", VirtualFiles.randomDevice(new Random(1)))
                .build();
        guest = new Guest(mounts);
    }

    @AfterEach
    void close() {
        guest.close();
        mounts.close();
    }

    @Test
    void list_showsMountPoints() throws IOException {
        assertThat(guest.list(".")).containsExactly("app", "data", "dev", "etc", "var");
        assertThat(guest.list("etc")).containsExactly("hosts", "passwd", "version");
        assertThat(guest.list("data")).containsExactly("ro");
        assertThat(guest.list("dev")).containsExactly("null", "urandom", "zero");
        assertThat(guest.list("var")).containsExactly("run");
        assertThat(guest.list("var/run")).containsExactly("secrets");
        assertThat(errno(() -> guest.root().list(4))).isEqualTo(Errno.NOMEM);
    }

    @Test
    void paths_crossMountsInBothDirections() throws IOException {
        guest.write("data/f", "on disk");
        assertThat(Files.readString(volume.resolve("f"))).isEqualTo("on disk");
        assertThat(guest.read("data/../data/ro/../f")).isEqualTo("on disk");
        assertThat(guest.read("data/ro/f")).isEqualTo("fixed");
        assertThat(guest.read("data/ro/../../app")).isEqualTo("binary");
        assertThat(guest.read("var/run/secrets/token")).isEqualTo("t0ken");
        guest.symlink("data/up", "../app");
        assertThat(guest.read("data/up")).isEqualTo("binary");
        guest.symlink("to-data", "data/ro");
        assertThat(guest.read("to-data/f")).isEqualTo("fixed");
        assertThat(guest.opening("data/../../x", true, OpenMode.READ)).isEqualTo(Errno.PERM);
    }

    @Test
    void linkInAVolume_isBoundToTheTreeNotToTheVolume() throws IOException {
        Files.createSymbolicLink(volume.resolve("out"), Path.of("../../hosts"));
        assertThat(guest.opening("data/out", true, OpenMode.READ)).isEqualTo(Errno.PERM);
        Files.createSymbolicLink(volume.resolve("abs"), hosts);
        assertThat(guest.opening("data/abs", true, OpenMode.READ)).isEqualTo(Errno.PERM);
    }

    @Test
    void acrossMounts_renameAndLinkAnswerXdev() throws IOException {
        guest.write("data/f", "");
        assertThat(errno(() -> guest.rename("app", "data/app"))).isEqualTo(Errno.XDEV);
        assertThat(errno(() -> guest.rename("data/f", "f"))).isEqualTo(Errno.XDEV);
        assertThat(errno(() -> guest.link("app", "data/app"))).isEqualTo(Errno.XDEV);
        assertThat(errno(() -> guest.link("etc/hosts", "h"))).isEqualTo(Errno.XDEV);
        guest.mkdir("data/d");
        guest.rename("data/f", "data/d/f");
        guest.link("data/d/f", "data/g");
    }

    @Test
    void mountPoints_cannotBeRemovedOrReplaced() {
        for (String point : new String[] {"data", "data/ro", "etc", "etc/hosts", "var/run", "dev/null"}) {
            assertThat(errno(() -> guest.rename(point, "x"))).as(point).isEqualTo(Errno.BUSY);
            assertThat(errno(() -> guest.rename("app", point))).as(point).isEqualTo(Errno.BUSY);
            assertThat(errno(() -> guest.mkdir(point))).as(point).isEqualTo(Errno.EXIST);
            assertThat(errno(() -> guest.symlink(point, "x"))).as(point).isEqualTo(Errno.EXIST);
            assertThat(errno(() -> guest.rmdir(point))).as(point).isEqualTo(Errno.BUSY);
            assertThat(errno(() -> guest.unlink(point))).as(point).isEqualTo(Errno.BUSY);
            assertThat(guest.opening(point, true, OpenMode.CREATE_NEW))
                    .as(point)
                    .isEqualTo(Errno.EXIST);
        }
    }

    @Test
    void readOnlyMount_answersRofs() {
        assertThat(guest.opening("data/ro/f", true, OpenMode.READ_WRITE)).isEqualTo(Errno.ROFS);
        assertThat(guest.opening("data/ro/new", true, OpenMode.CREATE)).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> guest.mkdir("data/ro/new"))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> guest.unlink("data/ro/f"))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> guest.setTimes("data/ro", true, FileTimes.modified(1))))
                .isEqualTo(Errno.ROFS);
        assertThat(errno(() -> guest.mkdir("var/run/new"))).isEqualTo(Errno.ROFS);
        assertThat(errno(() -> guest.mkdir("dev/new"))).isEqualTo(Errno.ROFS);
    }

    @Test
    void hostFile_isReadWrittenAndKeepsItsIdentity() throws IOException {
        assertThat(guest.read("etc/hosts")).isEqualTo("127.0.0.1 localhost");
        guest.write("etc/hosts", "written");
        assertThat(Files.readString(hosts)).isEqualTo("written");
        try (GuestFile file = guest.file("etc/hosts", Guest.WRITE)) {
            file.append(Guest.bytes(" on"));
            assertThat(file.status().isSameObject(guest.status("etc/hosts"))).isTrue();
            assertThat(errno(() -> file.read(ByteBuffer.allocate(1), 0))).isEqualTo(Errno.BADF);
        }
        assertThat(Files.readString(hosts)).isEqualTo("written on");
        assertThat(guest.opening("etc/hosts/x", true, OpenMode.READ)).isEqualTo(Errno.NOTDIR);
        Files.delete(hosts);
        Files.writeString(hosts, "another file");
        assertThat(guest.read("etc/hosts")).isEqualTo("written on");
    }

    @Test
    void fixedFile_cannotBeChanged() throws IOException {
        assertThat(guest.read("etc/version")).isEqualTo("1.0");
        assertThat(guest.status("etc/version").size()).isEqualTo(3);
        assertThat(guest.opening("etc/version", true, OpenMode.READ_WRITE)).isEqualTo(Errno.ROFS);
        assertThat(guest.opening("etc/version", true, Guest.TRUNCATE)).isEqualTo(Errno.ROFS);
    }

    @Test
    void devices_giveAndTakeWithoutEnd() throws IOException {
        assertThat(guest.status("dev/null").type()).isEqualTo(FileType.CHARACTER_DEVICE);
        try (GuestFile nothing = guest.file("dev/null", OpenMode.READ_WRITE)) {
            assertThat(nothing.write(ByteBuffer.allocate(5), 0)).isEqualTo(5);
            assertThat(nothing.read(ByteBuffer.allocate(5), 0)).isZero();
        }
        try (GuestFile zeros = guest.file("dev/zero", OpenMode.READ)) {
            ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});
            assertThat(zeros.read(buffer, 1L << 40)).isEqualTo(3);
            assertThat(buffer.array()).containsOnly(0);
        }
        try (GuestFile random = guest.file("dev/urandom", OpenMode.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(10_000);
            assertThat(random.read(buffer, 0)).isEqualTo(10_000);
            assertThat(buffer.array()[9_999] | buffer.array()[9_998] | buffer.array()[9_997])
                    .isNotZero();
        }
    }

    @Test
    void builder_refusesWhatCannotBeMounted() {
        Mounts.Builder builder = Mounts.builder(image).mount("/a", image).file("/f", VirtualFiles.nullDevice());
        assertThatThrownBy(() -> builder.mount("/a", image)).hasMessageContaining("/a");
        assertThatThrownBy(() -> builder.mount("/", image)).hasMessageContaining("already");
        assertThatThrownBy(() -> builder.mount("/x/../y", image)).hasMessageContaining("not a path");
        assertThatThrownBy(() -> builder.mount("/f/x", image)).hasMessageContaining("not a path");
        assertThatThrownBy(() -> VirtualFiles.host(volume, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(volume.toString());
    }
}
