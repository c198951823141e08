package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.errno;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be renamed to what in every writable file system. */
interface RenameContract {
    /** A guest of an empty file system. */
    Guest guest();

    @Test
    default void rename_file_replacesAFile() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.write("a", "a");
        guest.write("d/b", "b");
        guest.rename("a", "d/b");
        assertThat(guest.read("d/b")).isEqualTo("a");
        assertThat(guest.list(".")).containsExactly("d");
        guest.rename("d/b", "d/b");
        assertThat(guest.read("d/b")).isEqualTo("a");
    }

    @Test
    default void rename_directory_takesWhatIsInIt() throws IOException {
        Guest guest = guest();
        guest.mkdir("a");
        guest.mkdir("a/sub");
        guest.write("a/sub/f", "f");
        guest.mkdir("b");
        guest.rename("a", "b/c");
        assertThat(guest.read("b/c/sub/f")).isEqualTo("f");
        guest.mkdir("empty");
        guest.rename("b/c", "empty");
        assertThat(guest.read("empty/sub/f")).isEqualTo("f");
        guest.mkdir("empty/sub/new");
        guest.symlink("empty/sub/l", "f");
        assertThat(guest.readLink("empty/sub/l")).isEqualTo("f");
    }

    @Test
    default void rename_wrongKinds_answerTheirErrno() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.mkdir("full");
        guest.write("full/f", "");
        guest.write("f", "");
        assertThat(errno(() -> guest.rename("d", "full"))).isEqualTo(Errno.NOTEMPTY);
        assertThat(errno(() -> guest.rename("d", "f"))).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> guest.rename("f", "d"))).isEqualTo(Errno.ISDIR);
        assertThat(errno(() -> guest.rename("full", "full/in"))).isEqualTo(Errno.INVAL);
        assertThat(errno(() -> guest.rename("none", "x"))).isEqualTo(Errno.NOENT);
        assertThat(errno(() -> guest.rename(".", "x"))).isEqualTo(Errno.BUSY);
        assertThat(errno(() -> guest.rename("d", "full/.."))).isEqualTo(Errno.BUSY);
    }

    @Test
    default void rename_ontoADirectoryItLiesIn_answersNotEmpty() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.mkdir("d/e");
        guest.mkdir("d/e/empty");
        guest.write("d/e/f", "kept");
        for (String inner : List.of("d/e/f", "d/e/empty")) {
            assertThat(errno(() -> guest.rename(inner, "d"))).as(inner).isEqualTo(Errno.NOTEMPTY);
            assertThat(errno(() -> guest.rename(inner, "d/e"))).as(inner).isEqualTo(Errno.NOTEMPTY);
        }
        assertThat(guest.read("d/e/f")).isEqualTo("kept");
    }

    @Test
    default void rename_trailingSlash_isForDirectories() throws IOException {
        Guest guest = guest();
        guest.mkdir("d");
        guest.write("f", "");
        assertThat(errno(() -> guest.rename("f/", "g"))).isEqualTo(Errno.NOTDIR);
        assertThat(errno(() -> guest.rename("f", "g/"))).isEqualTo(Errno.NOTDIR);
        guest.rename("d/", "e/");
        guest.rename("e", "g/");
        assertThat(guest.list(".")).containsExactly("f", "g");
    }
}
