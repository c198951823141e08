package dev.sedge.wasi.fs;

import static dev.sedge.wasi.fs.Guest.bytes;
import static dev.sedge.wasi.fs.Guest.errno;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class InMemoryFileSystemTest {
    @Test
    void limit_isForContentAndEntries_andComesBack() throws IOException {
        InMemoryFileSystem system = InMemoryFileSystem.builder().limit(100_000).build();
        try (Guest guest = new Guest(system)) {
            assertThat(errno(() -> guest.write("f", "x".repeat(200_000)))).isEqualTo(Errno.NOSPC);
            guest.unlink("f");
            assertThat(system.used()).isZero();
            for (int i = 0; i < 50; i++) {
                guest.write("f", "x".repeat(60_000));
                guest.link("f", "g");
                guest.unlink("f");
                guest.rename("g", "h");
                guest.unlink("h");
            }
            assertThat(system.used()).isZero();
        }
    }

    @Test
    void endlessNames_endWithNospc() throws IOException {
        InMemoryFileSystem system = InMemoryFileSystem.builder().limit(100_000).build();
        try (Guest guest = new Guest(system)) {
            int made = 0;
            while (made < 1000) {
                String name = "d" + made;
                if (errno(() -> guest.mkdir(name)) != Errno.SUCCESS) {
                    break;
                }
                made++;
            }
            assertThat(made).isBetween(100, 400);
        }
    }

    @Test
    void sparseFile_takesMemoryForWhatIsWritten() throws IOException {
        InMemoryFileSystem system = InMemoryFileSystem.create();
        try (Guest guest = new Guest(system);
                GuestFile file = guest.file("f", OpenMode.CREATE)) {
            file.write(bytes("end"), 1L << 50);
            assertThat(file.size()).isEqualTo((1L << 50) + 3);
            assertThat(system.used()).isLessThan(100_000);
            file.setSize(Long.MAX_VALUE);
            assertThat(errno(() -> file.append(bytes("x")))).isEqualTo(Errno.FBIG);
            file.setSize(0);
            assertThat(system.used()).isLessThan(1000);
        }
    }

    @Test
    void clock_isTheOneGiven() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(5));
        InMemoryFileSystem system = InMemoryFileSystem.builder().clock(now::get).build();
        try (Guest guest = new Guest(system)) {
            guest.write("f", "a");
            now.set(Instant.ofEpochSecond(6, 7));
            guest.mkdir("d");
            assertThat(guest.status("f").modificationTime()).isEqualTo(5_000_000_000L);
            assertThat(guest.status("d").modificationTime()).isEqualTo(6_000_000_007L);
            assertThat(guest.status(".").modificationTime()).isEqualTo(6_000_000_007L);
        }
    }

    @Test
    void withoutAClock_itIsAlways1970() throws IOException {
        InMemoryFileSystem system = InMemoryFileSystem.create();
        system.write("a/b/c", "content");
        system.directory("x/y");
        try (Guest guest = new Guest(system)) {
            assertThat(guest.read("a/b/c")).isEqualTo("content");
            assertThat(guest.status("x/y").modificationTime()).isZero();
        }
    }
}
