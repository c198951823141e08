package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.Access;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiLimits;
import dev.sedge.wasi.fs.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls on open files. The preopen 3 is a real directory with one file {@code f} of ten digits. */
class FileDescriptorTest {
    private static final int ROOT = 3;
    private static final long SIZE_LIMIT = 1 << 20;
    private static final Instant NOW = Instant.ofEpochSecond(1_600_000_000);

    @TempDir
    Path directory;

    private RawGuest guest = RawGuest.withNothing();

    @BeforeEach
    void openGuest() throws IOException {
        Files.writeString(directory.resolve("f"), "0123456789");
        guest.close();
        guest = new RawGuest(WasiConfig.builder()
                .wallClock(WallClock.fixed(NOW))
                .limits(WasiLimits.defaults().withFileBytes(SIZE_LIMIT))
                .preopen(Preopen.directory(directory, "/", Access.READ_WRITE)));
    }

    @AfterEach
    void closeGuest() {
        guest.close();
    }

    @Test
    void readAndWrite_moveThePosition() throws IOException {
        int fd = guest.open(ROOT, "f", 0, 0);
        assertThat(guest.read(fd, 4)).isEqualTo("0123");
        assertThat(guest.write(fd, "xy")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.read(fd, 100)).isEqualTo("6789");
        assertThat(guest.read(fd, 100)).isEmpty();
        assertThat(Files.readString(directory.resolve("f"))).isEqualTo("0123xy6789");
    }

    @Test
    void positionalCalls_doNotMoveThePosition() {
        int fd = guest.open(ROOT, "f", 0, 0);
        guest.vector(0, RawGuest.DATA, 3);
        assertThat(guest.call("fd_pread", fd, RawGuest.VECTORS, 1, 5, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.textAt(RawGuest.DATA, 3)).isEqualTo("567");
        assertThat(guest.call("fd_pwrite", fd, RawGuest.VECTORS, 1, 0, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.read(fd, 100)).isEqualTo("5673456789");
    }

    @Test
    void vectors_manySmallOnes_areAllHandled() {
        int fd = guest.open(ROOT, "f", 0, 0);
        for (int i = 0; i < 10; i++) {
            guest.vector(i, RawGuest.DATA + 9 - i, 1);
        }
        assertThat(guest.call("fd_read", fd, RawGuest.VECTORS, 10, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(10);
        assertThat(guest.textAt(RawGuest.DATA, 10)).isEqualTo("9876543210");
        assertThat(guest.call("fd_pwrite", fd, RawGuest.VECTORS, 10, 10, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.read(fd, 20)).isEqualTo("0123456789");
    }

    @Test
    void vectors_1024_areTheMost() {
        int fd = guest.open(ROOT, "f", 0, 0);
        assertThat(guest.call("fd_read", fd, RawGuest.VECTORS, 1024, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.call("fd_read", fd, RawGuest.VECTORS, 1025, RawGuest.RESULT))
                .isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_write", fd, RawGuest.VECTORS, -1, RawGuest.RESULT))
                .isEqualTo(Errno.INVAL);
    }

    @Test
    void vectors_oneOutsideMemory_nothingIsTransferred() {
        int fd = guest.open(ROOT, "f", 0, 0);
        guest.vector(0, RawGuest.DATA, 2);
        guest.vector(1, RawGuest.SIZE - 1, 2);
        assertThat(guest.call("fd_read", fd, RawGuest.VECTORS, 2, RawGuest.RESULT))
                .isEqualTo(Errno.FAULT);
        assertThat(guest.call("fd_write", fd, RawGuest.VECTORS, 2, RawGuest.RESULT))
                .isEqualTo(Errno.FAULT);
        assertThat(guest.read(fd, 100)).isEqualTo("0123456789");
    }

    @Test
    void largeTransfers_crossTheCopyBuffer() throws IOException {
        int fd = guest.open(ROOT, "big", Layouts.OFLAG_CREATE, 0);
        guest.memory().fill(RawGuest.DATA, 90_000, (byte) 'b');
        guest.vector(0, RawGuest.DATA, 45_000);
        guest.vector(1, RawGuest.DATA, 45_000);
        assertThat(guest.call("fd_write", fd, RawGuest.VECTORS, 2, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(90_000);
        assertThat(Files.readString(directory.resolve("big"))).isEqualTo("b".repeat(90_000));
        guest.memory().fill(RawGuest.DATA, 90_000, (byte) 0);
        guest.vector(0, RawGuest.DATA, 95_000);
        assertThat(guest.call("fd_pread", fd, RawGuest.VECTORS, 1, 0, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.textAt(RawGuest.DATA, guest.readInt(RawGuest.RESULT))).isEqualTo("b".repeat(90_000));
    }

    @Test
    void seek_everyWhence_movesOrAnswersInval() {
        int fd = guest.open(ROOT, "f", 0, 0);
        assertThat(seek(fd, 4, 0)).isEqualTo("SUCCESS 4");
        assertThat(seek(fd, 3, 1)).isEqualTo("SUCCESS 7");
        assertThat(seek(fd, -1, 2)).isEqualTo("SUCCESS 9");
        assertThat(seek(fd, 1L << 40, 0)).isEqualTo("SUCCESS 1099511627776");
        assertThat(guest.read(fd, 10)).isEmpty();
        assertThat(seek(fd, -1, 0)).startsWith("INVAL");
        assertThat(seek(fd, Long.MIN_VALUE, 1)).startsWith("INVAL");
        assertThat(seek(fd, Long.MAX_VALUE, 1)).startsWith("INVAL");
        assertThat(seek(fd, 0, 3)).startsWith("INVAL");
        assertThat(guest.call("fd_tell", fd, RawGuest.RESULT)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readLong(RawGuest.RESULT)).isEqualTo(1L << 40);
    }

    @Test
    void append_alwaysWritesAtTheEnd() throws IOException {
        int fd = guest.open(ROOT, "f", 0, Layouts.FDFLAG_APPEND);
        assertThat(guest.write(fd, "ab")).isEqualTo(Errno.SUCCESS);
        guest.call("fd_tell", fd, RawGuest.RESULT);
        assertThat(guest.readLong(RawGuest.RESULT)).isEqualTo(12);
        guest.vector(0, RawGuest.DATA, 1);
        guest.call("fd_seek", fd, 2, 0, RawGuest.RESULT);
        assertThat(guest.call("fd_pwrite", fd, RawGuest.VECTORS, 1, 0, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        guest.call("fd_tell", fd, RawGuest.RESULT);
        assertThat(guest.readLong(RawGuest.RESULT)).isEqualTo(2);
        assertThat(Files.readString(directory.resolve("f"))).isEqualTo("0123456789aba");

        assertThat(guest.call("fd_fdstat_set_flags", fd, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.write(fd, "Z")).isEqualTo(Errno.SUCCESS);
        assertThat(Files.readString(directory.resolve("f"))).isEqualTo("01Z3456789aba");
    }

    @Test
    void setFlags_onlyAppendAndNonblock_canBeChanged() {
        int fd = guest.open(ROOT, "f", 0, Layouts.FDFLAG_NONBLOCK);
        assertThat(fdstatFlags(fd)).isEqualTo(Layouts.FDFLAG_NONBLOCK);
        assertThat(guest.call("fd_fdstat_set_flags", fd, Layouts.FDFLAG_APPEND)).isEqualTo(Errno.SUCCESS);
        assertThat(fdstatFlags(fd)).isEqualTo(Layouts.FDFLAG_APPEND);
        for (int flag : new int[] {2, 8, 16, 32, -1}) {
            assertThat(guest.call("fd_fdstat_set_flags", fd, flag)).isEqualTo(Errno.INVAL);
        }
        assertThat(fdstatFlags(fd)).isEqualTo(Layouts.FDFLAG_APPEND);
        assertThat(guest.call("fd_fdstat_set_flags", ROOT, 0)).isEqualTo(Errno.BADF);
    }

    @Test
    void readOnlyDescriptor_cannotWriteOrCut() {
        int fd = guest.openToRead(ROOT, "f", 0);
        assertThat(guest.write(fd, "x")).isEqualTo(Errno.BADF);
        assertThat(guest.write(fd, "")).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_filestat_set_size", fd, 0)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_filestat_set_times", fd, 5, 7, 5)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    void writeOnlyDescriptor_cannotRead() {
        assertThat(guest.tryOpen(ROOT, "f", 0, Layouts.RIGHT_FD_WRITE, 0)).isEqualTo(Errno.SUCCESS);
        int fd = guest.readInt(RawGuest.RESULT);
        guest.vector(0, RawGuest.DATA, 1);
        assertThat(guest.call("fd_read", fd, RawGuest.VECTORS, 1, RawGuest.RESULT))
                .isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_fdstat_get", fd, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readLong(8) & Layouts.RIGHT_FD_READ).isZero();
        assertThat(guest.readLong(8) & Layouts.RIGHT_FD_WRITE).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, Long.MIN_VALUE, Long.MAX_VALUE, SIZE_LIMIT + 1, 1L << 40})
    void setSize_extremeSizes_answerAnErrnoAndChangeNothing(long size) throws IOException {
        int fd = guest.open(ROOT, "f", 0, 0);
        assertThat(guest.call("fd_filestat_set_size", fd, size)).isEqualTo(size < 0 ? Errno.INVAL : Errno.FBIG);
        assertThat(Files.size(directory.resolve("f"))).isEqualTo(10);
    }

    @Test
    void write_beyondTheSizeLimit_isCutAndThenAnswersFbig() throws IOException {
        int fd = guest.open(ROOT, "f", 0, 0);
        guest.vector(0, RawGuest.DATA, 4);
        assertThat(guest.call("fd_pwrite", fd, RawGuest.VECTORS, 1, SIZE_LIMIT - 2, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(2);
        for (long offset : new long[] {SIZE_LIMIT, Long.MAX_VALUE}) {
            assertThat(guest.call("fd_pwrite", fd, RawGuest.VECTORS, 1, offset, RawGuest.RESULT))
                    .isEqualTo(Errno.FBIG);
        }
        assertThat(guest.call("fd_pwrite", fd, RawGuest.VECTORS, 1, -1, RawGuest.RESULT))
                .isEqualTo(Errno.INVAL);
        guest.call("fd_fdstat_set_flags", fd, Layouts.FDFLAG_APPEND);
        assertThat(guest.write(fd, "x")).isEqualTo(Errno.FBIG);
        assertThat(Files.size(directory.resolve("f"))).isEqualTo(SIZE_LIMIT);
    }

    @Test
    void pread_farBeyondTheEnd_isTheEnd() {
        int fd = guest.open(ROOT, "f", 0, 0);
        guest.vector(0, RawGuest.DATA, 4);
        assertThat(guest.call("fd_pread", fd, RawGuest.VECTORS, 1, Long.MAX_VALUE - 4, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(guest.readInt(RawGuest.RESULT)).isZero();
        assertThat(guest.call("fd_pread", fd, RawGuest.VECTORS, 1, Long.MAX_VALUE, RawGuest.RESULT))
                .isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_pread", fd, RawGuest.VECTORS, 1, -1, RawGuest.RESULT))
                .isEqualTo(Errno.INVAL);
    }

    @Test
    void zeroByteWrite_pastTheEnd_doesNotGrowTheFile() throws IOException {
        int fd = guest.open(ROOT, "f", 0, 0);
        guest.vector(0, RawGuest.DATA, 0);
        assertThat(guest.call("fd_pwrite", fd, RawGuest.VECTORS, 1, 500, RawGuest.RESULT))
                .isEqualTo(Errno.SUCCESS);
        assertThat(Files.size(directory.resolve("f"))).isEqualTo(10);
    }

    @Test
    void setTimes_givenAndNow_areSetTogether() throws IOException {
        int fd = guest.open(ROOT, "f", 0, 0);
        assertThat(guest.call("fd_filestat_set_times", fd, 5_000, 0, 1 | 8)).isEqualTo(Errno.SUCCESS);
        assertThat(Files.getLastModifiedTime(directory.resolve("f"))).isEqualTo(FileTime.from(NOW));
        assertThat(guest.call("fd_filestat_get", fd, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readLong(40)).isEqualTo(5_000);
        assertThat(guest.readLong(48)).isEqualTo(1_600_000_000_000_000_000L);
        for (int flags : new int[] {3, 12, 15, 16, -1}) {
            assertThat(guest.call("fd_filestat_set_times", fd, 9, 9, flags)).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void adviseAllocateSyncRights_answerAsDocumented() {
        int fd = guest.open(ROOT, "f", 0, 0);
        for (int advice = 0; advice <= 5; advice++) {
            assertThat(guest.call("fd_advise", fd, 0, 0, advice)).isEqualTo(Errno.SUCCESS);
        }
        assertThat(guest.call("fd_advise", fd, 0, 0, 6)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_advise", ROOT, 0, 0, 0)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_allocate", fd, Long.MAX_VALUE, Long.MAX_VALUE))
                .isEqualTo(Errno.NOTSUP);
        assertThat(guest.call("fd_allocate", ROOT, 0, 1)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_sync", fd)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.call("fd_datasync", fd)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.call("fd_sync", ROOT)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_fdstat_set_rights", fd, 0, 0)).isEqualTo(Errno.NOTSUP);
        assertThat(guest.call("fd_fdstat_set_rights", 99, 0, 0)).isEqualTo(Errno.BADF);
    }

    @Test
    void directories_cannotBeReadWrittenOrSought() {
        guest.vector(0, RawGuest.DATA, 1);
        assertThat(guest.call("fd_read", ROOT, RawGuest.VECTORS, 1, RawGuest.RESULT))
                .isEqualTo(Errno.BADF);
        assertThat(guest.write(ROOT, "x")).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_seek", ROOT, 0, 0, RawGuest.RESULT)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_tell", ROOT, RawGuest.RESULT)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_filestat_set_size", ROOT, 0)).isEqualTo(Errno.BADF);
    }

    @Test
    void filestat_afterUnlink_stillWorks() {
        int fd = guest.open(ROOT, "f", 0, 0);
        assertThat(guest.callWithPath("path_unlink_file", ROOT, "f")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.call("fd_filestat_get", fd, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.readLong(32)).isEqualTo(10);
    }

    private String seek(int fd, long offset, int whence) {
        Errno errno = guest.call("fd_seek", fd, offset, whence, RawGuest.RESULT);
        return errno + " " + guest.readLong(RawGuest.RESULT);
    }

    private int fdstatFlags(int fd) {
        assertThat(guest.call("fd_fdstat_get", fd, 0)).isEqualTo(Errno.SUCCESS);
        return guest.readShort(2);
    }
}
