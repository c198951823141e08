package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.errno;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An image and what a container does to it.
 *
 * <pre>
 * lower                 upper
 *   etc/hosts             (empty)
 *   etc/conf/a
 *   etc/conf/b
 *   link -> etc/hosts
 *   app
 * </pre>
 */
final class OverlayTest {
    private final InMemoryFileSystem lower = InMemoryFileSystem.create();
    private final InMemoryFileSystem upper = InMemoryFileSystem.create();
    private Overlay overlay;
    private Guest guest;
    private Guest below;
    private Guest above;

    @BeforeEach
    void open() throws IOException {
        lower.write("etc/hosts", "localhost");
        lower.write("etc/conf/a", "a");
        lower.write("etc/conf/b", "b");
        lower.symbolicLink("link", "etc/hosts");
        lower.write("app", "binary");
        below = new Guest(lower);
        below.setTimes("etc/hosts", true, FileTimes.of(11, 22));
        above = new Guest(upper);
        overlay = Overlay.of(lower, upper);
        guest = new Guest(overlay);
    }

    @AfterEach
    void lowerLayerIsAsItWas() throws IOException {
        assertThat(below.read("etc/hosts")).isEqualTo("localhost");
        assertThat(below.status("etc/hosts").modificationTime()).isEqualTo(22);
        assertThat(below.list(".")).containsExactly("app", "etc", "link");
        assertThat(below.list("etc")).containsExactly("conf", "hosts");
        assertThat(below.list("etc/conf")).containsExactly("a", "b");
        guest.close();
        overlay.close();
    }

    @Test
    void untouched_showsTheLowerLayerAndCopiesNothing() throws IOException {
        assertThat(guest.read("link")).isEqualTo("localhost");
        assertThat(guest.list(".")).containsExactly("app", "etc", "link");
        assertThat(above.list(".")).isEmpty();
        assertThat(guest.opening("app", true, new OpenMode(true, false, true, false, false)))
                .isEqualTo(Errno.SUCCESS);
        assertThat(above.list(".")).isEmpty();
    }

    @Test
    void write_copiesUpWithTheDirectoriesOnTheWay() throws IOException {
        try (GuestFile before = guest.file("etc/hosts", OpenMode.READ);
                GuestFile file = guest.file("link", OpenMode.READ_WRITE)) {
            assertThat(file.status().accessTime()).isEqualTo(11);
            file.append(Guest.bytes("!"));
            assertThat(guest.read("etc/hosts")).isEqualTo("localhost!");
            assertThat(Guest.text(before)).isEqualTo("localhost");
        }
        assertThat(above.list("etc")).containsExactly("hosts");
        assertThat(guest.list("etc")).containsExactly("conf", "hosts");
    }

    @Test
    void truncate_doesNotCopyTheContent() throws IOException {
        guest.write("app", "new");
        assertThat(guest.read("app")).isEqualTo("new");
        assertThat(above.read("app")).isEqualTo("new");
    }

    @Test
    void delete_hidesWhatIsBelow_andANewEntryShowsAgain() throws IOException {
        guest.unlink("app");
        assertThat(guest.exists("app")).isFalse();
        assertThat(guest.opening("app", true, OpenMode.READ)).isEqualTo(Errno.NOENT);
        guest.mkdir("app");
        guest.write("app/f", "f");
        assertThat(guest.list("app")).containsExactly("f");
        guest.unlink("app/f");
        guest.rmdir("app");
        assertThat(guest.list(".")).containsExactly("etc", "link");
    }

    @Test
    void deletedDirectory_madeAgain_isEmpty() throws IOException {
        assertThat(errno(() -> guest.rmdir("etc/conf"))).isEqualTo(Errno.NOTEMPTY);
        guest.unlink("etc/conf/a");
        guest.write("etc/conf/b", "changed");
        guest.unlink("etc/conf/b");
        guest.rmdir("etc/conf");
        guest.mkdir("etc/conf");
        assertThat(guest.list("etc/conf")).isEmpty();
        guest.write("etc/conf/a", "again");
        assertThat(guest.read("etc/conf/a")).isEqualTo("again");
    }

    @Test
    void rename_ofAFile_hidesTheOldName() throws IOException {
        guest.rename("app", "etc/hosts");
        assertThat(guest.read("etc/hosts")).isEqualTo("binary");
        assertThat(guest.exists("app")).isFalse();
        guest.rename("link", "etc/link");
        assertThat(guest.readLink("etc/link")).isEqualTo("etc/hosts");
        assertThat(guest.list(".")).containsExactly("etc");
    }

    @Test
    void rename_ofALowerDirectory_isAcrossDevices() throws IOException {
        assertThat(errno(() -> guest.rename("etc", "x"))).isEqualTo(Errno.XDEV);
        guest.write("etc/conf/c", "");
        assertThat(errno(() -> guest.rename("etc/conf", "x"))).isEqualTo(Errno.XDEV);
        assertThat(errno(() -> guest.rename("etc", "etc/conf/x"))).isEqualTo(Errno.INVAL);
        guest.mkdir("new");
        guest.mkdir("new/sub");
        assertThat(errno(() -> guest.rename("new", "etc/conf"))).isEqualTo(Errno.NOTEMPTY);
        guest.rename("new", "etc/new");
        assertThat(guest.list("etc/new")).containsExactly("sub");
    }

    @Test
    void rename_ontoAnEmptiedLowerDirectory_replacesIt() throws IOException {
        for (String name : List.of("a", "b")) {
            guest.unlink("etc/conf/" + name);
        }
        guest.mkdir("new");
        guest.write("new/f", "f");
        guest.rename("new", "etc/conf");
        assertThat(guest.list("etc/conf")).containsExactly("f");
    }

    @Test
    void link_copiesUpFirst() throws IOException {
        guest.link("app", "etc/app");
        assertThat(guest.status("app").links()).isEqualTo(2);
        assertThat(guest.status("app").isSameObject(guest.status("etc/app"))).isTrue();
    }

    @Test
    void setTimes_changesTheUpperLayerOnly() throws IOException {
        guest.setTimes("etc/hosts", true, FileTimes.modified(99));
        guest.setTimes("etc/conf", true, FileTimes.modified(98));
        guest.setTimes("link", false, FileTimes.modified(97));
        assertThat(guest.status("etc/hosts").modificationTime()).isEqualTo(99);
        assertThat(guest.status("etc/conf").modificationTime()).isEqualTo(98);
        assertThat(guest.linkStatus("link").modificationTime()).isEqualTo(97);
        assertThat(guest.read("link")).isEqualTo("localhost");
    }

    @Test
    void directoryIdentity_survivesTheCopy() throws IOException {
        FileStatus before = guest.status("etc");
        try (GuestDirectory handle = guest.directory("etc")) {
            guest.write("etc/new", "n");
            assertThat(handle.list(10)).containsExactly("conf", "hosts", "new");
            assertThat(handle.status().isSameObject(before)).isTrue();
            assertThat(guest.status("etc").isSameObject(before)).isTrue();
        }
    }

    @Test
    void quotaOfTheUpperLayer_endsACopyAndLeavesNothingOfIt() throws IOException {
        InMemoryFileSystem image = InMemoryFileSystem.create();
        image.write("big", "x".repeat(100_000));
        Quota quota = Quota.of(InMemoryFileSystem.create(), 50_000);
        try (Overlay small = Overlay.of(image, quota);
                Guest other = new Guest(small)) {
            assertThat(other.opening("big", true, OpenMode.READ_WRITE)).isEqualTo(Errno.DQUOT);
            assertThat(other.read("big")).hasSize(100_000);
            assertThat(quota.used()).isZero();
            other.write("small", "x".repeat(1000));
            assertThat(errno(() -> other.write("large", "x".repeat(60_000)))).isEqualTo(Errno.DQUOT);
        }
    }
}
