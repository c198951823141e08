package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.bytes;
import static dev.sedge.wasi.fs.Guest.errno;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What hard and symbolic links do in every writable file system, and where they lead. */
interface LinkContract {
    /** A guest of an empty file system. */
    Guest guest();

    @Test
    default void rename_link_movesTheLinkItself() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.write("f", "top");
        guest.write("d/f", "deep");
        guest.symlink("l", "f");
        guest.rename("l", "d/l");
        assertThat(guest.readLink("d/l")).isEqualTo("f");
        assertThat(guest.read("d/l")).isEqualTo("deep");
    }

    @Test
    default void link_ofALink_isTheSameLink() throws IOException {
        Guest guest = guest();
        guest.symlink("l", "nowhere");
        guest.link("l", "m");
        assertThat(guest.linkStatus("l").isSameObject(guest.linkStatus("m"))).isTrue();
        assertThat(guest.linkStatus("m").links()).isEqualTo(2);
        guest.unlink("l");
        assertThat(guest.linkStatus("m").links()).isEqualTo(1);
        assertThat(guest.readLink("m")).isEqualTo("nowhere");
    }

    @Test
    default void link_file_sharesContentAndIdentity() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.write("f", "abc");
        guest.link("f", "d/g");
        assertThat(guest.status("f").isSameObject(guest.status("d/g"))).isTrue();
        assertThat(guest.status("f").links()).isEqualTo(2);
        try (GuestFile file = guest.file("d/g", OpenMode.READ_WRITE)) {
            file.append(bytes("d"));
        }
        assertThat(guest.read("f")).isEqualTo("abcd");
        guest.unlink("f");
        assertThat(guest.read("d/g")).isEqualTo("abcd");
        assertThat(guest.list(".")).containsExactly("d");
    }

    @Test
    default void link_wrongKinds_answerTheirErrno() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.write("f", "");
        guest.symlink("dangling", "nowhere");
        assertThat(errno(() -> guest.link("d", "x"))).isEqualTo(Errno.PERM);
        assertThat(errno(() -> guest.link("f", "f"))).isEqualTo(Errno.EXIST);
        assertThat(errno(() -> guest.link("f", "d"))).isEqualTo(Errno.EXIST);
        assertThat(errno(() -> guest.link("f", "dangling"))).isEqualTo(Errno.EXIST);
        assertThat(errno(() -> guest.link("none", "x"))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.link("f", "x/"))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.link("f/", "x"))).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> guest.link("f", "none/x"))).isEqualTo(Errno.NOENT);
    }

    @Test
    default void link_symbolicLink_linksTheLinkItself() throws IOException {
        Guest guest = guest();
        guest.symlink("l", "nowhere");
        guest.link("l", "m");
        assertThat(guest.readLink("m")).isEqualTo("nowhere");
        assertThat(guest.linkStatus("m").isSameObject(guest.linkStatus("l"))).isTrue();
    }

    @Test
    default void symlink_text_isKept() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        for (String text : List.of("f", "../f", "./x", "a/../b", "..", "nowhere/at/all", "ü", "t".repeat(3000))) {
            guest.symlink("d/l", text);
            assertThat(guest.readLink("d/l")).isEqualTo(text);
            assertThat(guest.linkStatus("d/l").isSymbolicLink()).isTrue();
            guest.unlink("d/l");
        }
    }

    @Test
    default void symlink_wrongTextsAndNames_answerTheirErrno() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.write("f", "");
        assertThat(errno(() -> guest.symlink("l", ""))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.symlink("l", "/etc/passwd"))).isEqualTo(Errno.PERM);
        assertThat(errno(() -> guest.symlink("l", "a\0b"))).isEqualTo(Errno.INVAL);
        assertThat(errno(() -> guest.symlink("f", "x"))).isEqualTo(Errno.EXIST);
        assertThat(errno(() -> guest.symlink("l/", "x"))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.symlink("f/", "x"))).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> guest.symlink("d/", "x"))).isEqualTo(Errno.EXIST);
        assertThat(errno(() -> guest.readLink("f"))).isEqualTo(Errno.INVAL);
        assertThat(errno(() -> guest.readLink("d"))).isEqualTo(Errno.INVAL);
        assertThat(errno(() -> guest.readLink("."))).isEqualTo(Errno.INVAL);
        assertThat(errno(() -> guest.readLink("none"))).isEqualTo(Errno.NOENT);
    }

    @Test
    default void legalLinks_inTheMiddleAndAtTheEnd_lead() throws IOException {
        Guest guest = guest();
        guest.mkdir("sub");
        guest.mkdir("a");
        guest.mkdir("a/b");
        guest.mkdir("a/c");
        guest.write("file", "1");
        guest.write("a/c/file", "2");
        guest.symlink("good", "file");
        guest.symlink("sub/up", "../file");
        guest.symlink("a/b/l", "../c/file");
        guest.symlink("dir", "a/./c/");
        guest.symlink("chain", "sub/../dir");
        assertThat(guest.read("good")).isEqualTo("1");
        assertThat(guest.read("sub/up")).isEqualTo("1");
        assertThat(guest.read("a/b/l")).isEqualTo("2");
        assertThat(guest.read("dir/file")).isEqualTo("2");
        assertThat(guest.read("chain/file")).isEqualTo("2");
        assertThat(guest.read("chain/../b/l")).isEqualTo("2");
        assertThat(guest.list("chain")).containsExactly("file");
        assertThat(guest.opening("good", false, OpenMode.READ)).isEqualTo(Errno.LOOP);
        assertThat(guest.opening("good/", false, OpenMode.READ)).isEqualTo(Errno.NOTDIR);
        assertThat(guest.opening("chain/", false, OpenMode.READ)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.status("good").size()).isEqualTo(1);
        assertThat(guest.linkStatus("good").size()).isEqualTo(4);
    }

    @Test
    default void danglingLink_followedByCreate_createsItsTarget() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.symlink("d/l", "../new");
        assertThat(guest.opening("d/l", false, OpenMode.CREATE)).isEqualTo(Errno.LOOP);
        try (GuestFile file = guest.file("d/l", OpenMode.CREATE)) {
            file.write(bytes("made"), 0);
        }
        assertThat(guest.read("new")).isEqualTo("made");
    }

    @Test
    default void loops_answerLoop() throws IOException {
        Guest guest = guest();
        guest.symlink("a", "b");
        guest.symlink("b", "a");
        guest.symlink("self", "self/x");
        assertThat(guest.opening("a", true, OpenMode.READ)).isEqualTo(Errno.LOOP);
        assertThat(guest.opening("a/x", true, OpenMode.CREATE)).isEqualTo(Errno.LOOP);
        assertThat(guest.opening("self", true, OpenMode.READ)).isEqualTo(Errno.LOOP);
        assertThat(errno(() -> guest.status("a"))).isEqualTo(Errno.LOOP);
        assertThat(guest.list(".")).containsExactly("a", "b", "self");
    }

    @Test
    default void nestedLinks_fortyLead_fortyOneAnswerLoop() throws IOException {
        Guest guest = guest();
        guest.write("l0", "end");
        for (int i = 1; i <= 41; i++) {
            guest.symlink("l" + i, "l" + (i - 1));
        }
        assertThat(guest.read("l40")).isEqualTo("end");
        assertThat(guest.opening("l41", true, OpenMode.READ)).isEqualTo(Errno.LOOP);
    }

    @Test
    default void linksThatLeadOut_answerPerm() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.mkdir("d/e");
        guest.symlink("d/e/out", "../../../x");
        guest.symlink("d/e/in", "../../d/e");
        assertThat(guest.opening("d/e/out", true, OpenMode.READ)).isEqualTo(Errno.PERM);
        assertThat(guest.opening("d/e/out", true, OpenMode.CREATE)).isEqualTo(Errno.PERM);
        assertThat(errno(() -> guest.status("d/e/out/y"))).isEqualTo(Errno.PERM);
        assertThat(errno(() -> guest.mkdir("d/e/out/y"))).isEqualTo(Errno.PERM);
        assertThat(guest.list("d/e/in")).containsExactly("in", "out");
    }

    @Test
    default void linkMovedUp_leadsOutThen() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.mkdir("d/e");
        guest.write("x", "inside");
        guest.symlink("d/e/l", "../../x");
        assertThat(guest.read("d/e/l")).isEqualTo("inside");
        guest.link("d/e/l", "hard");
        guest.rename("d/e/l", "soft");
        for (String name : List.of("hard", "soft")) {
            assertThat(guest.opening(name, true, OpenMode.READ)).as(name).isEqualTo(Errno.PERM);
            assertThat(guest.opening(name, true, OpenMode.CREATE)).as(name).isEqualTo(Errno.PERM);
        }
    }
}
