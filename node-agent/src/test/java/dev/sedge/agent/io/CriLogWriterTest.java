package dev.sedge.agent.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriLogWriterTest {
    private static final Instant TIME = Instant.parse("2026-11-22T21:17:06.081849110Z");
    private static final String T = "2026-11-22T21:17:06.081849110Z ";

    @TempDir
    private Path directory;

    @Test
    void write_lines_makesOneRecordOfEach() throws IOException {
        try (CriLogWriter log = open()) {
            write(log, GuestStream.STDOUT, "hello\n\nworld\r\n");
            write(log, GuestStream.STDERR, "oh\n");

            assertThat(text())
                    .isEqualTo(T + "stdout F hello\n" + T + "stdout F \n" + T + "stdout F world\r\n" + T
                            + "stderr F oh\n");
        }
    }

    @Test
    void write_lineInPieces_isOneRecordWhenItEnds() throws IOException {
        try (CriLogWriter log = open()) {
            write(log, GuestStream.STDOUT, "hel");
            write(log, GuestStream.STDERR, "be");
            write(log, GuestStream.STDOUT, "lo");
            assertThat(text()).isEmpty();
            write(log, GuestStream.STDERR, "tween\n");
            write(log, GuestStream.STDOUT, "\n");

            assertThat(text()).isEqualTo(T + "stderr F between\n" + T + "stdout F hello\n");
        }
    }

    @Test
    void write_lineOfExactlyTheLimit_isWhole() throws IOException {
        try (CriLogWriter log = open()) {
            write(log, GuestStream.STDOUT, "a".repeat(16_384) + "\n");

            assertThat(text()).isEqualTo(T + "stdout F " + "a".repeat(16_384) + "\n");
        }
    }

    @Test
    void write_longLine_isDividedAtTheLimit() throws IOException {
        try (CriLogWriter log = open()) {
            write(log, GuestStream.STDOUT, "a".repeat(10_000));
            write(log, GuestStream.STDOUT, "a".repeat(30_000) + "\nnext\n");

            assertThat(text())
                    .isEqualTo(T + "stdout P " + "a".repeat(16_384) + "\n" + T + "stdout P " + "a".repeat(16_384) + "\n"
                            + T + "stdout F " + "a".repeat(7_232) + "\n" + T + "stdout F next\n");
        }
    }

    @Test
    void write_anyBytes_areKept() throws IOException {
        byte[] bytes = new byte[257];
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) (i == '\n' ? ' ' : i);
        }
        bytes[256] = '\n';
        try (CriLogWriter log = open()) {
            log.write(GuestStream.STDOUT, bytes, 0, bytes.length);

            assertThat(text()).isEqualTo(T + "stdout F " + new String(bytes, ISO_8859_1));
        }
    }

    @Test
    void close_restWithoutEndOfLine_isPartial() throws IOException {
        CriLogWriter log = open();
        write(log, GuestStream.STDOUT, "prompt> ");
        write(log, GuestStream.STDERR, "why");
        log.close();
        log.close();
        write(log, GuestStream.STDOUT, "late\n");

        assertThat(text()).isEqualTo(T + "stdout P prompt> \n" + T + "stderr P why\n");
    }

    @Test
    void open_existingFile_goesOnAtItsEnd() throws IOException {
        try (CriLogWriter log = open()) {
            write(log, GuestStream.STDOUT, "one\n");
        }
        try (CriLogWriter log = open()) {
            write(log, GuestStream.STDOUT, "two\n");
        }

        assertThat(text()).isEqualTo(T + "stdout F one\n" + T + "stdout F two\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .startsWith("rw-")
                .endsWith("---");
    }

    @Test
    void open_link_isRefused() throws IOException {
        Files.createSymbolicLink(file(), directory.resolve("elsewhere"));

        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("not a regular file");
    }

    @Test
    void reopen_afterRename_losesNothing() throws IOException {
        try (CriLogWriter log = open()) {
            write(log, GuestStream.STDOUT, "one\ntw");
            Files.move(file(), directory.resolve("0.log.old"));
            write(log, GuestStream.STDOUT, "o\nthr");
            log.reopen();
            write(log, GuestStream.STDOUT, "ee\n");
        }

        assertThat(Files.readString(directory.resolve("0.log.old")))
                .isEqualTo(T + "stdout F one\n" + T + "stdout F two\n");
        assertThat(text()).isEqualTo(T + "stdout F three\n");
    }

    @Test
    void reopen_whileAGuestFloods_losesNoLine() throws Exception {
        ExecutorService guest = Executors.newSingleThreadExecutor();
        List<Path> files = new ArrayList<>();
        try (CriLogWriter log = open()) {
            Future<?> flood = guest.submit(() -> {
                for (int i = 0; i < 20_000; i++) {
                    write(log, GuestStream.STDOUT, i + "\n");
                }
            });
            while (!flood.isDone()) {
                Path old = directory.resolve("old." + files.size());
                Files.move(file(), old);
                log.reopen();
                files.add(old);
            }
            flood.get();
        } finally {
            guest.shutdownNow();
        }
        files.add(file());
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            all.append(Files.readString(file));
        }

        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            expected.append(T).append("stdout F ").append(i).append('\n');
        }
        assertThat(all).hasToString(expected.toString());
    }

    @Test
    void reopen_impossible_keepsTheOldFile() throws IOException {
        try (CriLogWriter log = open()) {
            Files.move(file(), directory.resolve("old"));
            Files.createDirectory(file());

            assertThatThrownBy(log::reopen).isInstanceOf(IOException.class);
            write(log, GuestStream.STDOUT, "still\n");
        }
        assertThat(directory.resolve("old")).hasContent(T + "stdout F still");
    }

    @Test
    void write_fullDisk_losesRecordsAndGoesOnOnALineOfItsOwn() throws IOException {
        FullDisk disk = new FullDisk();
        try (CriLogWriter log = CriLogWriter.open(file(), InstantSource.fixed(TIME), path -> disk)) {
            write(log, GuestStream.STDOUT, "one\n");
            disk.room = 40;
            write(log, GuestStream.STDOUT, "two\n");
            write(log, GuestStream.STDOUT, "three\n");
            disk.room = 1_000;
            write(log, GuestStream.STDOUT, "four\n");
        }

        assertThat(disk.written)
                .hasToString(
                        T + "stdout F one\n" + (T + "stdout F two\n").substring(0, 40) + "\n" + T + "stdout F four\n");
    }

    private CriLogWriter open() throws IOException {
        return CriLogWriter.open(file(), InstantSource.fixed(TIME));
    }

    private Path file() {
        return directory.resolve("0.log");
    }

    private String text() throws IOException {
        return Files.readString(file(), ISO_8859_1);
    }

    private static void write(CriLogWriter log, GuestStream stream, String text) {
        byte[] bytes = ("#" + text + "#").getBytes(UTF_8);
        log.write(stream, bytes, 1, bytes.length - 2);
    }

    /** Takes as many bytes as it has room for, and fails then. */
    private static final class FullDisk implements LogSink {
        private final StringBuilder written = new StringBuilder();
        private int room = 1_000;

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            int taken = Math.min(room, length);
            written.append(new String(bytes, 0, taken, UTF_8));
            room -= taken;
            if (taken < length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void close() {}
    }
}
