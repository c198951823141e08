package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.Stdio;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiLimits;
import dev.sedge.wasi.fs.Errno;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("InputStreamSlowMultibyteRead") // short fakes
class StreamDescriptorTest {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    @Test
    void fdWrite_severalVectors_arriveInOnePiece() {
        RecordingStream stream = new RecordingStream();
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdout(stream))) {
            guest.text(100, "Hello");
            guest.text(200, ", world");
            guest.vector(0, 100, 5);
            guest.vector(1, 100, 0);
            guest.vector(2, 200, 7);

            assertThat(guest.call("fd_write", STDOUT, RawGuest.VECTORS, 3, RawGuest.RESULT))
                    .isEqualTo(Errno.SUCCESS);

            assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(12);
            assertThat(stream).hasToString("[Hello, world]");
            assertThat(guest.log())
                    .containsExactly(
                            "==> wasi_snapshot_preview1.fd_write(fd=1,iovs=1024,iovs_len=3,result.nwritten=64)",
                            "<== errno=ESUCCESS");
        }
    }

    @Test
    void fdWrite_largerThanTheCopyBuffer_writesAll() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stderr(out))) {
            guest.memory().fill(0, RawGuest.SIZE, (byte) 'x');
            guest.vector(0, 4096, 100_000);
            assertThat(guest.call("fd_write", STDERR, RawGuest.VECTORS, 1, RawGuest.RESULT))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(100_000);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("x".repeat(100_000));
        }
    }

    @Test
    void fdWrite_nothingGranted_discardsAndSaysThatAllWasWritten() {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.write(STDOUT, "gone")).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(4);
        }
    }

    @Test
    void fdWrite_outputLimit_isCutAndThenAnswersNospc() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasiLimits limits = WasiLimits.defaults().withOutputBytes(5);
        try (RawGuest guest =
                new RawGuest(WasiConfig.builder().stdout(out).stderr(out).limits(limits))) {
            assertThat(guest.write(STDOUT, "abc")).isEqualTo(Errno.SUCCESS);
            assertThat(guest.write(STDERR, "def")).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readInt(RawGuest.RESULT)).isEqualTo(2);
            assertThat(guest.write(STDOUT, "g")).isEqualTo(Errno.NOSPC);
            assertThat(out).hasToString("abcde");
        }
    }

    @ParameterizedTest
    @CsvSource({"Broken pipe, PIPE", "Stream closed, PIPE", "No space left on device, NOSPC", "who knows, IO"})
    void fdWrite_brokenStream_answersAnErrno(String message, Errno errno) {
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdout(new BrokenStream(message)))) {
            assertThat(guest.write(STDOUT, "x")).isEqualTo(errno);
        }
    }

    @Test
    void fdWrite_streamThatThrowsUnchecked_answersIo() {
        OutputStream hostile = new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("not an IOException");
            }
        };
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdout(hostile))) {
            assertThat(guest.write(STDOUT, "x")).isEqualTo(Errno.IO);
            assertThat(guest.write(STDERR, "x")).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void fdRead_availableInput_comesInPiecesAndEnds() {
        ByteArrayInputStream in = new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8));
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdin(in))) {
            assertThat(guest.read(STDIN, 3)).isEqualTo("hel");
            assertThat(guest.read(STDIN, 100)).isEqualTo("lo");
            assertThat(guest.read(STDIN, 100)).isEmpty();
            assertThat(guest.read(STDIN, 100)).isEmpty();
        }
    }

    @Test
    void fdRead_severalVectors_fillsThemInOrder() {
        ByteArrayInputStream in = new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8));
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdin(in))) {
            guest.vector(0, 100, 2);
            guest.vector(1, 200, 9);
            assertThat(guest.call("fd_read", STDIN, RawGuest.VECTORS, 2, RawGuest.RESULT))
                    .isEqualTo(Errno.SUCCESS);
            assertThat(guest.textAt(100, 3)).isEqualTo("he\0");
            assertThat(guest.textAt(200, 4)).isEqualTo("llo\0");
        }
    }

    @Test
    void fdRead_nothingGranted_isAtItsEnd() {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.read(STDIN, 100)).isEmpty();
        }
    }

    @Test
    void fdRead_inputThatIsNeverAvailable_waitsForTheReadingThread() {
        InputStream slow = new InputStream() {
            private int left = 3;

            @Override
            public int read() {
                return left-- > 0 ? 'z' : -1;
            }
        };
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdin(slow))) {
            assertThat(guest.read(STDIN, 2)).isEqualTo("zz");
            assertThat(guest.read(STDIN, 2)).isEqualTo("z");
            assertThat(guest.read(STDIN, 2)).isEmpty();
        }
    }

    @Test
    void fdRead_brokenInput_answersIoThenEnds() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("unplugged");
            }
        };
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdin(broken))) {
            guest.vector(0, RawGuest.DATA, 10);
            assertThat(guest.call("fd_read", STDIN, RawGuest.VECTORS, 1, RawGuest.RESULT))
                    .isEqualTo(Errno.IO);
            assertThat(guest.read(STDIN, 10)).isEmpty();
        }
    }

    @Test
    void fdRead_zeroBytes_doesNotTouchTheInput() {
        CountDownLatch touched = new CountDownLatch(1);
        InputStream watched = new InputStream() {
            @Override
            public int read() {
                touched.countDown();
                return -1;
            }
        };
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdin(watched))) {
            assertThat(guest.read(STDIN, 0)).isEmpty();
            assertThat(touched.getCount()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {STDIN, STDOUT, STDERR})
    void positionalCalls_onAnyStream_answerSpipe(int fd) {
        try (RawGuest guest = RawGuest.withNothing()) {
            guest.vector(0, RawGuest.DATA, 1);
            assertThat(guest.call("fd_pread", fd, RawGuest.VECTORS, 1, 0, RawGuest.RESULT))
                    .isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_pwrite", fd, RawGuest.VECTORS, 1, 0, RawGuest.RESULT))
                    .isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_seek", fd, 0, 1, RawGuest.RESULT)).isEqualTo(Errno.SPIPE);
            assertThat(guest.call("fd_tell", fd, RawGuest.RESULT)).isEqualTo(Errno.SPIPE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {STDIN, STDOUT, STDERR})
    void fileCalls_onAnyStream_answerBadf(int fd) {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.call("fd_sync", fd)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_datasync", fd)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_advise", fd, 0, 0, 0)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_allocate", fd, 0, 1)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_filestat_set_size", fd, 0)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_filestat_set_times", fd, 0, 0, 0)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_fdstat_set_flags", fd, 0)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_readdir", fd, 0, 100, 0, RawGuest.RESULT)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_prestat_get", fd, RawGuest.RESULT)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_prestat_dir_name", fd, 0, 100)).isEqualTo(Errno.NOTDIR);
            assertThat(guest.callWithPath("path_create_directory", fd, "d")).isEqualTo(Errno.BADF);
            assertThat(guest.tryOpen(fd, "f", 0, 0, 0)).isEqualTo(Errno.BADF);
        }
    }

    @Test
    void fdRead_ofAnOutput_andWriteOfTheInput_answerBadf() {
        try (RawGuest guest = RawGuest.withNothing()) {
            guest.vector(0, RawGuest.DATA, 1);
            assertThat(guest.call("fd_read", STDOUT, RawGuest.VECTORS, 1, RawGuest.RESULT))
                    .isEqualTo(Errno.BADF);
            assertThat(guest.write(STDIN, "x")).isEqualTo(Errno.BADF);
        }
    }

    @Test
    void fdFdstatGet_streams_tellTypeAndOnlyTheirRight() {
        Stdio stdio = Stdio.none().withTerminals(EnumSet.of(Stdio.Stream.OUTPUT));
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdio(stdio))) {
            assertThat(guest.call("fd_fdstat_get", STDIN, 0)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readByte(0)).isZero();
            assertThat(guest.readShort(2)).isZero();
            assertThat(guest.readLong(8)).isEqualTo(Layouts.RIGHT_FD_READ);
            assertThat(guest.call("fd_fdstat_get", STDOUT, 0)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readByte(0)).isEqualTo(2);
            assertThat(guest.readLong(8)).isEqualTo(Layouts.RIGHT_FD_WRITE);
        }
    }

    @Test
    void fdFilestatGet_streams_isAllZeroExceptTheType() {
        Stdio stdio = Stdio.none().withTerminals(EnumSet.of(Stdio.Stream.INPUT));
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdio(stdio))) {
            guest.memory().fill(0, 64, (byte) 9);
            assertThat(guest.call("fd_filestat_get", STDIN, 0)).isEqualTo(Errno.SUCCESS);
            byte[] expected = new byte[64];
            expected[16] = 2;
            assertThat(guest.bytesAt(0, 64)).isEqualTo(expected);
        }
    }

    @Test
    void fdClose_ofAStream_closesTheNumberButNotTheStream() {
        RecordingStream stream = new RecordingStream();
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdout(stream))) {
            assertThat(guest.call("fd_close", STDOUT)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.call("fd_close", STDOUT)).isEqualTo(Errno.BADF);
            assertThat(guest.write(STDOUT, "x")).isEqualTo(Errno.BADF);
        }
        assertThat(stream).hasToString("[]");
    }

    @Test
    void fdRenumber_streams_moveAndCloseTheTarget() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdout(out))) {
            assertThat(guest.call("fd_renumber", STDOUT, STDOUT)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.call("fd_renumber", STDOUT, 3)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_renumber", STDOUT, -1)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_renumber", 127, STDOUT)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_renumber", STDOUT, STDERR)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.write(STDOUT, "x")).isEqualTo(Errno.BADF);
            assertThat(guest.write(STDERR, "moved")).isEqualTo(Errno.SUCCESS);
            assertThat(out).hasToString("moved");
        }
    }

    /** Shows each write apart. */
    private static final class RecordingStream extends OutputStream {
        private final StringBuilder writes = new StringBuilder();

        @Override
        public void write(int b) {
            writes.append("[one byte]");
        }

        @Override
        public void write(byte[] b, int off, int len) {
            writes.append('[')
                    .append(new String(b, off, len, StandardCharsets.UTF_8))
                    .append(']');
        }

        @Override
        public void close() {
            writes.append("closed");
        }

        @Override
        public String toString() {
            return writes.isEmpty() ? "[]" : writes.toString();
        }
    }

    private static final class BrokenStream extends OutputStream {
        private final String message;

        BrokenStream(String message) {
            this.message = message;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(message);
        }
    }
}
