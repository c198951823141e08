package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.errno;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile guest, image or neighbour tries on a real directory; after each try nothing outside has changed. */
abstract class HostDirectorySandboxContract {
    private Outside outside;
    private HostDirectory fileSystem;
    private Guest guest;

    abstract Path base() throws IOException;

    /** Removes the base, when nothing else does. */
    void clear() throws IOException {}

    @BeforeEach
    void open() throws IOException {
        outside = new Outside(base());
        fileSystem = HostDirectory.open(outside.root());
        guest = new Guest(fileSystem);
        guest.mkdir("sub");
        guest.write("file", "inside");
    }

    @AfterEach
    void nothingOutsideHasChanged() throws IOException {
        assertThat(guest.read("file")).isEqualTo("inside");
        guest.close();
        fileSystem.close();
        outside.assertUntouched();
        clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside/secret",
                "..",
                "sub/../../outside/secret",
                "sub/../..",
                "./../outside",
                "sub//..//../outside/secret",
                "/etc/passwd",
                "//etc/passwd",
                "/",
                "/.."
            })
    void pathUpOrAbsolute_isPermForEveryCall(String path) {
        assertDenied(path, path + "/new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside/secret", "../outside/tree", "sub/../../outside/secret", "/etc/passwd", ".."})
    void leafLink_followed_isPerm(String target) throws IOException {
        outside.plant("link", target);
        assertThat(guest.opening("link", true, OpenMode.READ)).isEqualTo(Errno.PERM);
        assertThat(guest.opening("link", true, OpenMode.CREATE)).isEqualTo(Errno.PERM);
        assertThat(guest.opening("link", true, Guest.TRUNCATE)).isEqualTo(Errno.PERM);
        assertThat(errno(() -> guest.status("link"))).isEqualTo(Errno.PERM);
        assertThat(errno(() -> guest.setTimes("link", true, FileTimes.modified(1))))
                .isEqualTo(Errno.PERM);
        assertThat(errno(() -> guest.directory("link").close())).isEqualTo(Errno.PERM);
    }

    @Test
    void leafLink_notFollowed_isLoop() throws IOException {
        outside.plant("link", outside.directory().resolve("secret").toString());
        assertThat(guest.opening("link", false, OpenMode.READ)).isEqualTo(Errno.LOOP);
        assertThat(guest.opening("link", false, OpenMode.READ_WRITE)).isEqualTo(Errno.LOOP);
        assertThat(guest.opening("link", false, Guest.TRUNCATE)).isEqualTo(Errno.LOOP);
    }

    @Test
    void relativeLink_isNeverRelativeToTheProcess() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path near = Files.createTempFile(here, "cwd", ".txt");
        try {
            outside.plant("link", String.valueOf(near.getFileName()));
            assertThat(guest.opening("link", true, OpenMode.READ)).isEqualTo(Errno.NOENT);
        } finally {
            Files.delete(near);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void directoryLinkInTheMiddle_isPermForEveryCall(boolean absolute) throws IOException {
        outside.plant("dl", absolute ? outside.directory().toString() : "../outside");
        outside.plant("sub/dl", "../dl");
        assertDenied("dl/secret", "dl/new");
        assertDenied("sub/dl/tree", "sub/dl/new");
        assertDenied("sub/dl/tree/deep", "sub/dl/tree/new");
        assertDenied("dl/", "dl/new/");
    }

    @Test
    void danglingLinkToANewNameOutside_createsNothing() throws IOException {
        outside.plant("link", "../outside/new");
        assertThat(guest.opening("link", true, OpenMode.CREATE)).isEqualTo(Errno.PERM);
        assertThat(guest.opening("link", false, OpenMode.CREATE)).isEqualTo(Errno.LOOP);
        assertThat(errno(() -> guest.mkdir("link"))).isEqualTo(Errno.EXIST);
        assertThat(errno(() -> guest.symlink("link", "x"))).isEqualTo(Errno.EXIST);
        assertThat(errno(() -> guest.link("file", "link"))).isEqualTo(Errno.EXIST);
        assertThat(Files.isSymbolicLink(outside.root().resolve("link"))).isTrue();
    }

    @Test
    void setTimes_withoutFollow_changesTheLinkOnly() throws IOException {
        outside.plant("link", "../outside/secret");
        guest.setTimes("link", false, FileTimes.of(1_000_000_000, 2_000_000_000));
        assertThat(guest.linkStatus("link").modificationTime()).isEqualTo(2_000_000_000);
    }

    @Test
    void listing_showsLinksThemselves() throws IOException {
        outside.plant("link", "../outside/secret");
        outside.plant("dl", outside.directory().toString());
        outside.plant("loop", "loop");
        assertThat(guest.list(".")).containsExactly("dl", "file", "link", "loop", "sub");
        long secret = HostAttributes.read(outside.directory().resolve("secret")).inode();
        for (String name : List.of("link", "dl", "loop")) {
            FileStatus status = guest.linkStatus(name);
            assertThat(status.type()).isEqualTo(FileType.SYMBOLIC_LINK);
            assertThat(status.inode()).isNotEqualTo(secret);
        }
    }

    @Test
    void guestsOwnLinks_toOutside_areMadeButLeadNowhere() throws IOException {
        guest.mkdir("sub/deep");
        assertThat(errno(() -> guest.symlink("abs", "/etc"))).isEqualTo(Errno.PERM);
        for (String name : List.of("l", "sub/l", "sub/deep/l")) {
            guest.symlink(name, "../../../outside/secret");
            assertThat(guest.readLink(name)).isEqualTo("../../../outside/secret");
            assertThat(guest.opening(name, true, OpenMode.READ)).isEqualTo(Errno.PERM);
            assertThat(guest.opening(name, true, OpenMode.CREATE)).isEqualTo(Errno.PERM);
        }
    }

    @Test
    void legalLink_movedToWhereItLeadsOut_isPermFromThenOn() throws IOException {
        guest.mkdir("sub/deep");
        guest.symlink("sub/deep/l", "../../file");
        assertThat(guest.read("sub/deep/l")).isEqualTo("inside");
        guest.link("sub/deep/l", "hard");
        guest.rename("sub/deep", "moved");
        assertThat(guest.opening("moved/l", true, OpenMode.READ)).isEqualTo(Errno.PERM);
        assertThat(guest.opening("hard", true, OpenMode.CREATE)).isEqualTo(Errno.PERM);
    }

    @Test
    void directoryHandle_afterItsNameBecameALink_meansTheOldDirectory() throws IOException {
        guest.write("sub/f", "old");
        try (GuestDirectory handle = guest.directory("sub")) {
            Files.move(outside.root().resolve("sub"), outside.root().resolve("was"));
            outside.plant("sub", outside.directory().toString());
            assertThat(handle.list(10)).containsExactly("f");
            try (GuestFile file = handle.openFile("f", OpenMode.READ)) {
                assertThat(Guest.text(file)).isEqualTo("old");
            }
            assertThat(errno(() -> handle.status("secret"))).isEqualTo(Errno.NOENT);
            handle.createDirectory("made");
            handle.createSymbolicLink("link", "f");
            handle.openFile("new", OpenMode.CREATE_NEW).close();
            // By path the host would find the outside; so the runtime answers that it lost the place.
            assertThat(errno(() -> handle.link("f", handle, "g"))).isIn(Errno.STALE, Errno.NOENT);
            assertThat(errno(() -> handle.readLink("link"))).isIn(Errno.STALE, Errno.NOENT);
            assertThat(handle.list(10)).containsExactlyInAnyOrder("f", "link", "made", "new");
        }
        assertThat(guest.list("was")).containsExactly("f", "link", "made", "new");
    }

    @Test
    void magicLinks_ofProc_arePlainText() throws IOException {
        Path process = Path.of("/proc/self");
        if (!Files.isDirectory(process)) {
            return;
        }
        try (HostDirectory proc = HostDirectory.openReadOnly(process.toRealPath());
                Guest watcher = new Guest(proc)) {
            for (String path : List.of("root/etc/passwd", "cwd", "cwd/pom.xml", "exe", "root")) {
                assertThat(watcher.opening(path, true, OpenMode.READ)).as(path).isEqualTo(Errno.PERM);
            }
            assertThat(errno(() -> watcher.readLink("cwd"))).isEqualTo(Errno.PERM);
            for (String fd : watcher.list("fd")) {
                assertThat(watcher.opening("fd/" + fd, true, OpenMode.READ))
                        .as(fd)
                        .isIn(Errno.PERM, Errno.NOENT);
            }
        }
    }

    @Test
    void fifo_isRefusedAtOnce() throws Exception {
        Process made =
                new ProcessBuilder("mkfifo", outside.root().resolve("pipe").toString()).start();
        assertThat(made.waitFor()).isZero();
        assertSpecial("pipe");
    }

    @Test
    void socket_isRefusedAtOnce() throws IOException {
        // A short path, because socket addresses are.
        Path directory = Files.createTempDirectory("s");
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (HostDirectory volume = HostDirectory.open(directory);
                    Guest neighbour = new Guest(volume)) {
                assertThat(neighbour.opening("s", false, OpenMode.READ_WRITE)).isEqualTo(Errno.ACCES);
                assertThat(neighbour.status("s").type()).isEqualTo(FileType.UNKNOWN);
            }
        } finally {
            Files.deleteIfExists(path);
            Files.delete(directory);
        }
    }

    @Test
    void devices_areRefusedAtOnce() throws IOException {
        try (HostDirectory devices = HostDirectory.openReadOnly(Path.of("/dev"));
                Guest watcher = new Guest(devices)) {
            for (String name : List.of("null", "zero", "tty")) {
                assertThat(watcher.opening(name, true, OpenMode.READ)).as(name).isEqualTo(Errno.ACCES);
                assertThat(watcher.status(name).type()).isEqualTo(FileType.UNKNOWN);
            }
        }
    }

    @Test
    void readOnlyHostDirectory_refusesEveryChange_withoutTouchingIt() throws IOException {
        guest.symlink("link", "file");
        FileStatus before = guest.status(".");
        try (HostDirectory readOnly = HostDirectory.openReadOnly(outside.root());
                Guest reader = new Guest(readOnly)) {
            assertThat(reader.read("link")).isEqualTo("inside");
            assertThat(reader.readLink("link")).isEqualTo("file");
            assertThat(reader.opening("file", true, OpenMode.READ_WRITE)).isEqualTo(Errno.ROFS);
            assertThat(reader.opening("file", true, Guest.TRUNCATE)).isEqualTo(Errno.ROFS);
            assertThat(reader.opening("new", true, OpenMode.CREATE)).isEqualTo(Errno.ROFS);
            assertThat(errno(() -> reader.mkdir("new"))).isEqualTo(Errno.ROFS);
            assertThat(errno(() -> reader.symlink("new", "x"))).isEqualTo(Errno.ROFS);
            assertThat(errno(() -> reader.link("file", "new"))).isEqualTo(Errno.ROFS);
            assertThat(errno(() -> reader.rename("file", "new"))).isEqualTo(Errno.ROFS);
            assertThat(errno(() -> reader.unlink("file"))).isEqualTo(Errno.ROFS);
            assertThat(errno(() -> reader.rmdir("sub"))).isEqualTo(Errno.ROFS);
            assertThat(errno(() -> reader.setTimes("file", true, FileTimes.modified(1))))
                    .isEqualTo(Errno.ROFS);
            assertThat(errno(() -> reader.setTimes(".", true, FileTimes.modified(1))))
                    .isEqualTo(Errno.ROFS);
        }
        assertThat(guest.status(".").modificationTime()).isEqualTo(before.modificationTime());
    }

    @Test
    void reservedNames_areNeitherSeenNorMade() throws IOException {
        String reserved = HostVolume.RESERVED + "0123";
        Path planted = Files.createDirectory(outside.root().resolve(reserved));
        Files.writeString(planted.resolve("f"), "staged");
        assertThat(guest.list(".")).containsExactly("file", "sub");
        assertThat(errno(() -> guest.status(reserved))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.read(reserved + "/f"))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.rename(reserved, "x"))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.rename("sub", reserved))).isEqualTo(Errno.ACCES);
        assertThat(errno(() -> guest.mkdir(HostVolume.RESERVED))).isEqualTo(Errno.ACCES);
        assertThat(errno(() -> guest.mkdir("sub/" + reserved))).isEqualTo(Errno.ACCES);
        assertThat(guest.opening(reserved + "x", true, OpenMode.CREATE)).isEqualTo(Errno.ACCES);
    }

    @Test
    void staging_leavesNothingBehind() throws IOException {
        guest.mkdir("sub/d");
        guest.symlink("sub/l", "d");
        guest.link("file", "sub/hard");
        guest.setTimes("sub/l", false, FileTimes.of(1_000_000_001, 1_000_000_001));
        guest.setTimes("sub/hard", false, FileTimes.of(1_000_000_001, 1_000_000_001));
        assertThat(guest.readLink("sub/l")).isEqualTo("d");
        assertThat(errno(() -> guest.link("file", "sub/hard"))).isEqualTo(Errno.EXIST);
        try (var entries = Files.list(outside.root())) {
            assertThat(entries.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("file", "sub");
        }
    }

    @Test
    void namesThatAreNotUtf8_areLeftOutOfListings() throws Exception {
        Process made = new ProcessBuilder(
                        "sh",
                        "-c",
                        "touch \"$0/$(printf 'bad\\377')\"",
                        outside.root().toString())
                .start();
        assertThat(made.waitFor()).isZero();
        assertThat(guest.list(".")).containsExactly("file", "sub");
    }

    @Test
    void extremeTimes_areClamped() throws Exception {
        Process made = new ProcessBuilder(
                        "touch",
                        "-m",
                        "-d",
                        "1900-01-01",
                        outside.root().resolve("file").toString())
                .start();
        assertThat(made.waitFor()).isZero();
        assertThat(guest.status("file").modificationTime()).isZero();
    }

    private void assertSpecial(String name) throws IOException {
        for (boolean follow : List.of(true, false)) {
            assertThat(guest.opening(name, follow, OpenMode.READ)).isEqualTo(Errno.ACCES);
            assertThat(guest.opening(name, follow, OpenMode.READ_WRITE)).isEqualTo(Errno.ACCES);
            assertThat(guest.opening(name, follow, OpenMode.CREATE)).isEqualTo(Errno.ACCES);
            assertThat(guest.opening(name, follow, Guest.TRUNCATE)).isEqualTo(Errno.ACCES);
        }
        assertThat(guest.opening(name + "/x", true, OpenMode.READ)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.opening(name + "/", true, OpenMode.READ)).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> guest.setTimes(name, true, FileTimes.modified(1))))
                .isEqualTo(Errno.ACCES);
        assertThat(guest.status(name).type()).isEqualTo(FileType.UNKNOWN);
        assertThat(guest.list(".")).contains(name);
        guest.rename(name, "sub/moved");
        guest.unlink("sub/moved");
    }

    private void assertDenied(String existing, String free) {
        for (boolean follow : List.of(true, false)) {
            for (OpenMode mode : List.of(OpenMode.READ, OpenMode.READ_WRITE, OpenMode.CREATE, Guest.TRUNCATE)) {
                assertThat(guest.opening(existing, follow, mode)).isEqualTo(Errno.PERM);
                assertThat(guest.opening(free, follow, mode)).isEqualTo(Errno.PERM);
            }
        }
        assertPerm(() -> guest.directory(existing).close());
        assertPerm(() -> guest.status(existing));
        assertPerm(() -> guest.mkdir(free));
        assertPerm(() -> guest.symlink(free, "x"));
        assertPerm(() -> guest.setTimes(existing, true, FileTimes.modified(1)));
        assertPerm(() -> guest.link("file", free));
        assertPerm(() -> guest.rename("file", free));
        if (!existing.endsWith("/")) {
            assertPerm(() -> guest.linkStatus(existing));
            assertPerm(() -> guest.unlink(existing));
            assertPerm(() -> guest.rmdir(existing));
            assertPerm(() -> guest.readLink(existing));
            assertPerm(() -> guest.setTimes(existing, false, FileTimes.modified(1)));
            assertPerm(() -> guest.link(existing, "new"));
            assertPerm(() -> guest.rename(existing, "new"));
        }
    }

    private static void assertPerm(Guest.Act act) {
        assertThat(errno(act)).isEqualTo(Errno.PERM);
    }
}
