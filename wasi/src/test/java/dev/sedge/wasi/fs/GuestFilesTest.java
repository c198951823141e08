package dev.sedge.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.ByteBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GuestFilesTest {
    private final GuestFileSystem tree = InMemoryFileSystem.create();
    private GuestFiles files;

    @BeforeEach
    void open() throws ErrnoException {
        files = GuestFiles.of(tree);
        files.createDirectory("/a");
        files.createDirectory("a/b/");
        try (GuestFile file = files.openFile("/a/b/f", OpenMode.CREATE_NEW, false)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
        }
        files.createSymbolicLink("/a/link", "b/f");
        files.createSymbolicLink("/a/dir", "b");
    }

    @AfterEach
    void close() {
        files.close();
        tree.close();
    }

    @Test
    void paths_beginAtTheRoot_withAndWithoutASlash() throws ErrnoException {
        assertThat(files.status("/", true).isDirectory()).isTrue();
        assertThat(files.status("//a//b/../b/f", true).size()).isEqualTo(3);
        assertThat(files.status("a/b/f", true).size()).isEqualTo(3);
        errno(() -> files.status("", true), Errno.NOENT);
    }

    @Test
    void links_areFollowedInTheMiddle_andAtTheEndIfWanted() throws ErrnoException {
        assertThat(files.status("/a/link", true).size()).isEqualTo(3);
        assertThat(files.status("/a/link", false).isSymbolicLink()).isTrue();
        assertThat(files.status("/a/dir/f", false).isRegularFile()).isTrue();
        assertThat(files.readLink("/a/link")).isEqualTo("b/f");
        errno(() -> files.openFile("/a/link", OpenMode.READ, false), Errno.LOOP);
        try (GuestFile file = files.openFile("/a/link", OpenMode.READ, true)) {
            assertThat(file.size()).isEqualTo(3);
        }
    }

    @Test
    void open_theWrongKind_isAnError() throws ErrnoException {
        errno(() -> files.openFile("/a", OpenMode.READ, true), Errno.ISDIR);
        errno(() -> files.openDirectory("/a/b/f"), Errno.NOTDIR);
        try (GuestDirectory directory = files.openDirectory("/a/dir")) {
            assertThat(directory.list(10)).containsExactly("f");
        }
    }

    @Test
    void aboveTheRoot_thereIsNothing() {
        assertThatThrownBy(() -> files.status("/../etc/passwd", true)).isInstanceOf(ErrnoException.class);
        assertThatThrownBy(() -> files.openFile("/a/../../x", OpenMode.CREATE, true))
                .isInstanceOf(ErrnoException.class);
    }

    @Test
    void changes_makeAndDelete() throws ErrnoException {
        files.link("/a/b/f", "/g");
        files.setTimes("/g", FileTimes.modified(5));
        assertThat(files.status("/a/b/f", true).modificationTime()).isEqualTo(5);
        files.deleteFile("/g");
        files.deleteFile("/a/link");
        files.deleteFile("/a/b/f");
        files.deleteDirectory("/a/b");
        errno(() -> files.status("/a/dir/f", true), Errno.NOENT);
    }

    private static void errno(ThrowingCallable call, Errno expected) {
        assertThatThrownBy(call)
                .asInstanceOf(type(ErrnoException.class))
                .extracting(ErrnoException::errno)
                .isEqualTo(expected);
    }
}
