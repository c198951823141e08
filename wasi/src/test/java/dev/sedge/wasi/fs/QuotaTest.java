package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.bytes;
import static dev.sedge.wasi.fs.Guest.errno;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuotaTest {
    private static final String KILOBYTE = "x".repeat(1024);

    @TempDir
    Path directory;

    private Quota quota;
    private Guest guest;

    @BeforeEach
    void open() throws IOException {
        quota = Quota.of(HostDirectory.open(directory), 100 * 1024, 64 * 1024);
        guest = new Guest(quota);
    }

    @AfterEach
    void close() {
        guest.close();
        quota.close();
    }

    @Test
    void endlessGrowth_endsWithDquot() throws IOException {
        int files = 0;
        Errno answer = Errno.SUCCESS;
        while (answer == Errno.SUCCESS && files < 1000) {
            String name = "f" + files++;
            answer = errno(() -> guest.write(name, KILOBYTE));
        }
        assertThat(answer).isEqualTo(Errno.DQUOT);
        assertThat(files).isBetween(60, 100);
        assertThat(quota.used()).isLessThanOrEqualTo(100 * 1024);
    }

    @Test
    void endlessEntries_endWithDquot() {
        int entries = 0;
        Errno answer = Errno.SUCCESS;
        while (answer == Errno.SUCCESS && entries < 1000) {
            String name = "d" + entries++;
            answer = errno(() -> guest.mkdir(name));
        }
        assertThat(answer).isEqualTo(Errno.DQUOT);
        assertThat(entries).isLessThan(250);
    }

    @Test
    void oneFile_tooLarge_isFbig() throws IOException {
        try (GuestFile file = guest.file("f", OpenMode.CREATE)) {
            assertThat(errno(() -> file.write(bytes("x"), 64 * 1024))).isEqualTo(Errno.FBIG);
            assertThat(errno(() -> file.write(bytes("x"), Long.MAX_VALUE))).isEqualTo(Errno.FBIG);
            assertThat(errno(() -> file.setSize(1L << 40))).isEqualTo(Errno.FBIG);
            file.write(bytes("x"), 64 * 1024 - 1);
            assertThat(errno(() -> file.append(bytes("x")))).isEqualTo(Errno.FBIG);
            assertThat(file.size()).isEqualTo(64 * 1024);
        }
    }

    @Test
    void deletedAndTruncated_countsNoMore() throws IOException {
        for (int i = 0; i < 20; i++) {
            guest.write("f", "x".repeat(60_000));
            guest.write("g", "x".repeat(30_000));
            guest.write("g", "");
            guest.rename("g", "f");
            guest.mkdir("d");
            guest.rmdir("d");
            guest.link("f", "h");
            guest.unlink("f");
            guest.unlink("h");
        }
        assertThat(quota.used()).isZero();
    }

    @Test
    void deletedWhileOpen_countsUntilClosed() throws IOException {
        try (GuestFile file = guest.file("f", OpenMode.CREATE)) {
            file.write(bytes("x".repeat(60_000)), 0);
            guest.unlink("f");
            assertThat(errno(() -> guest.write("g", "x".repeat(60_000)))).isEqualTo(Errno.DQUOT);
        }
        guest.write("g", "x".repeat(60_000));
    }

    @Test
    void overwriting_costsNothing() throws IOException {
        guest.write("f", "x".repeat(60_000));
        try (GuestFile file = guest.file("f", OpenMode.READ_WRITE)) {
            for (int i = 0; i < 100; i++) {
                file.write(bytes("y".repeat(60_000)), 0);
            }
        }
        assertThat(quota.used()).isEqualTo(60_000 + 512);
    }
}
