package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.Access;
import dev.sedge.wasi.ExitStatus;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.Wasi;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.fs.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What snapshot 0, the module {@code wasi_unstable}, has different. */
class SnapshotTest {
    private static final int SUBSCRIPTIONS = 4096;
    private static final int EVENTS = 8192;

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "0123456789");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000)));
    }

    @Test
    void run_moduleOfSnapshot0_ends() {
        var module = RawGuest.compile(Path.of("src/test/guests/wat/raw_unstable.wasm"));
        assertThat(Wasi.run(module, WasiConfig.builder().build())).isEqualTo(ExitStatus.SUCCESS);
    }

    @Test
    void fdSeek_snapshot0_countsFromCurrentEndAndStart() {
        try (RawGuest guest = guest()) {
            int fd = guest.openToRead(3, "f", 0);
            assertThat(seek(guest, fd, 4, 2)).isEqualTo(4);
            assertThat(seek(guest, fd, 3, 0)).isEqualTo(7);
            assertThat(seek(guest, fd, -1, 1)).isEqualTo(9);
            assertThat(guest.call("fd_seek", fd, 0, 3, RawGuest.RESULT)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("fd_seek", fd, 0, -1, RawGuest.RESULT)).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void filestat_snapshot0_has56Bytes() {
        try (RawGuest guest = guest()) {
            int fd = guest.openToRead(3, "f", 0);
            int at = RawGuest.SIZE - 56;
            assertThat(guest.call("fd_filestat_get", fd, at)).isEqualTo(Errno.SUCCESS);
            checkFilestat(guest, at);
            guest.memory().fill(at, 56, (byte) 0x55);
            int length = guest.text(RawGuest.PATH, "f");
            assertThat(guest.call("path_filestat_get", 3, 0, RawGuest.PATH, length, at))
                    .isEqualTo(Errno.SUCCESS);
            checkFilestat(guest, at);
            assertThat(guest.call("fd_filestat_get", fd, at + 1)).isEqualTo(Errno.FAULT);
            assertThat(guest.call("fd_filestat_get", 0, at)).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void pollOneoff_snapshot0_readsSubscriptionsOf56Bytes() {
        try (RawGuest guest = guest()) {
            int fd = guest.openToRead(3, "f", 0);
            guest.memory().writeLong(SUBSCRIPTIONS, 7);
            guest.memory().writeLong(SUBSCRIPTIONS + 16, 0x1234_5678_9abcL); // the identifier of the clock
            guest.memory().writeInt(SUBSCRIPTIONS + 24, 1);
            guest.memory().writeLong(SUBSCRIPTIONS + 32, 1_000);
            guest.memory().writeLong(SUBSCRIPTIONS + 56, 8);
            guest.memory().writeByte(SUBSCRIPTIONS + 56 + 8, (byte) 1);
            guest.memory().writeInt(SUBSCRIPTIONS + 56 + 16, fd);
            assertThat(guest.call("poll_oneoff", SUBSCRIPTIONS, EVENTS, 1, RawGuest.RESULT))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(guest.readLong(EVENTS)).isEqualTo(7);
            assertThat(guest.readByte(EVENTS + 10)).isZero();

            assertThat(guest.call("poll_oneoff", SUBSCRIPTIONS, EVENTS, 2, RawGuest.RESULT))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(1);
            assertThat(guest.readLong(EVENTS)).isEqualTo(8);
            assertThat(guest.readLong(EVENTS + 16)).isEqualTo(10);
            assertThat(guest.call("poll_oneoff", RawGuest.SIZE - 56, EVENTS, 1, RawGuest.RESULT))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(guest.call("poll_oneoff", RawGuest.SIZE - 55, EVENTS, 1, RawGuest.RESULT))
                    .isEqualTo(Errno.FAULT);
        }
    }

    @Test
    void trace_snapshot0_namesItsModule() {
        try (RawGuest guest = guest()) {
            guest.call("sched_yield");
            assertThat(guest.log()).containsExactly("==> wasi_unstable.sched_yield()", "<== errno=ESUCCESS");
        }
    }

    private RawGuest guest() {
        return RawGuest.unstable(WasiConfig.builder()
                .monotonicClock(MonotonicClock.virtual())
                .preopen(Preopen.directory(directory, "/", Access.READ_WRITE)));
    }

    private static void checkFilestat(RawGuest guest, int at) {
        assertThat(guest.readByte(at + 16)).isEqualTo(4);
        assertThat(guest.readInt(at + 20)).isEqualTo(1);
        assertThat(guest.readLong(at + 24)).isEqualTo(10);
        assertThat(guest.readLong(at + 40)).isEqualTo(1_000_000_000_000L);
    }

    private static long seek(RawGuest guest, int fd, long offset, int whence) {
        assertThat(guest.call("fd_seek", fd, offset, whence, RawGuest.RESULT)).isEqualTo(Errno.SUCCESS);
        return guest.readLong(RawGuest.RESULT);
    }
}
