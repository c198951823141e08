package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.Access;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.SilentInput;
import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.fs.Errno;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollCallsTest {
    private static final int IN = 4096;
    private static final int OUT = 12288;
    private static final int WALL = 0;
    private static final int MONOTONIC = 1;
    private static final int ABSOLUTE = 1;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    @Test
    void pollOneoff_noSubscription_answersInval() {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(poll(guest, 0)).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void pollOneoff_relativeTimeout_needsNoClock() {
        try (RawGuest guest = RawGuest.withNothing()) {
            clock(guest, 0, 77, MONOTONIC, 1, 0);
            assertThat(poll(guest, 1)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("77 clock");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WALL, MONOTONIC})
    void pollOneoff_absoluteTimeOfAClockThatIsNotGranted_answersNotcapable(int id) {
        try (RawGuest guest = RawGuest.withNothing()) {
            clock(guest, 0, 1, id, 1, ABSOLUTE);
            assertThat(poll(guest, 1)).isEqualTo(Errno.NOTCAPABLE);
        }
    }

    @Test
    void pollOneoff_virtualTime_passesAtOnceAndIsExact() {
        Instant start = Instant.ofEpochSecond(1_000);
        WasiConfig.Builder config =
                WasiConfig.builder().wallClock(WallClock.fixed(start)).monotonicClock(MonotonicClock.virtual());
        try (RawGuest guest = new RawGuest(config)) {
            clock(guest, 0, 1, MONOTONIC, 3600 * SECOND, 0);
            clock(guest, 1, 2, WALL, 1_005 * SECOND, ABSOLUTE);
            clock(guest, 2, 3, MONOTONIC, 5 * SECOND, 0);
            assertThat(poll(guest, 3)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("2 clock", "3 clock");

            guest.call("clock_time_get", MONOTONIC, 1, 0);
            guest.call("clock_time_get", WALL, 1, 8);
            assertThat(guest.readLong(0)).isEqualTo(5 * SECOND);
            assertThat(guest.readLong(8)).isEqualTo(1_005 * SECOND);

            clock(guest, 0, 9, WALL, 1_004 * SECOND, ABSOLUTE);
            assertThat(poll(guest, 1)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("9 clock");
            guest.call("clock_time_get", MONOTONIC, 1, 0);
            assertThat(guest.readLong(0)).isEqualTo(5 * SECOND);
        }
    }

    @Test
    void pollOneoff_realTime_sleepsAtLeastAsLongAsAsked() {
        try (RawGuest guest = new RawGuest(WasiConfig.builder().monotonicClock(MonotonicClock.system()))) {
            guest.call("clock_time_get", MONOTONIC, 1, 0);
            clock(guest, 0, 1, MONOTONIC, 20_000_000, 0);
            assertThat(poll(guest, 1)).isEqualTo(Errno.SUCCESS);
            guest.call("clock_time_get", MONOTONIC, 1, 8);
            assertThat(guest.readLong(8) - guest.readLong(0)).isGreaterThanOrEqualTo(20_000_000);
        }
    }

    @Test
    void pollOneoff_sleeperOfTheEmbedder_isAskedForTheShortestTimeout() {
        List<Long> asked = new ArrayList<>();
        WasiConfig.Builder config = WasiConfig.builder().sleeper((wakeUp, nanoseconds) -> {
            asked.add(nanoseconds);
            return 0;
        });
        try (RawGuest guest = new RawGuest(config)) {
            clock(guest, 0, 1, MONOTONIC, 40 * SECOND, 0);
            clock(guest, 1, 2, WALL, 30 * SECOND, 0);
            assertThat(poll(guest, 2)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("2 clock");
            assertThat(asked).containsExactly(30 * SECOND);
        }
    }

    @Test
    void pollOneoff_otherClocksAndTags_answerInval() {
        try (RawGuest guest = new RawGuest(WasiConfig.builder().monotonicClock(MonotonicClock.system()))) {
            for (int id : new int[] {2, 3, 4, -1}) {
                clock(guest, 0, 1, id, 1, 0);
                assertThat(poll(guest, 1)).isEqualTo(Errno.INVAL);
            }
            clock(guest, 0, 1, MONOTONIC, 1, 2);
            assertThat(poll(guest, 1)).isEqualTo(Errno.INVAL);
            for (int tag : new int[] {3, 255}) {
                stream(guest, 0, 1, tag, 0);
                assertThat(poll(guest, 1)).isEqualTo(Errno.INVAL);
            }
        }
    }

    @Test
    void pollOneoff_inputAtItsEnd_isReadyWithHangup() {
        try (RawGuest guest = RawGuest.withNothing()) {
            stream(guest, 0, 5, 1, 0);
            clock(guest, 1, 6, MONOTONIC, 3600 * SECOND, 0);
            assertThat(poll(guest, 2)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("5 read 0 bytes hangup");
            assertThat(guest.read(0, 10)).isEmpty();
        }
    }

    @Test
    void pollOneoff_inputThatIsThere_tellsItsBytes() {
        ByteArrayInputStream in = new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8));
        try (RawGuest guest = new RawGuest(WasiConfig.builder().stdin(in))) {
            stream(guest, 0, 5, 1, 0);
            assertThat(poll(guest, 1)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("5 read 5 bytes");
            assertThat(guest.read(0, 10)).isEqualTo("hello");
        }
    }

    @Test
    void pollOneoff_silentInputAndTimeout_firesTheTimeoutOnly() throws IOException {
        try (InputStream silent = new SilentInput();
                RawGuest guest = new RawGuest(WasiConfig.builder().stdin(silent))) {
            stream(guest, 0, 5, 1, 0);
            clock(guest, 1, 6, MONOTONIC, 1_000_000, 0);
            assertThat(poll(guest, 2)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("6 clock");
        }
    }

    @Test
    void pollOneoff_outputs_areReadyAtOnce() {
        try (RawGuest guest = RawGuest.withNothing()) {
            stream(guest, 0, 1, 2, 1);
            clock(guest, 1, 2, MONOTONIC, 3600 * SECOND, 0);
            clock(guest, 2, 3, MONOTONIC, 0, 0);
            stream(guest, 3, 4, 2, 2);
            assertThat(poll(guest, 4)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("1 write", "3 clock", "4 write");
        }
    }

    @Test
    void pollOneoff_files_tellWhatIsLeftAndHangUpAtTheEnd() throws IOException {
        Files.writeString(directory.resolve("f"), "0123456789");
        try (RawGuest guest =
                new RawGuest(WasiConfig.builder().preopen(Preopen.directory(directory, "/", Access.READ_WRITE)))) {
            int fd = guest.open(3, "f", 0, 0);
            guest.read(fd, 4);
            stream(guest, 0, 1, 1, fd);
            stream(guest, 1, 2, 2, fd);
            assertThat(poll(guest, 2)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("1 read 6 bytes", "2 write");
            guest.read(fd, 6);
            stream(guest, 0, 1, 1, fd);
            assertThat(poll(guest, 1)).isEqualTo(Errno.SUCCESS);
            assertThat(events(guest)).containsExactly("1 read 0 bytes hangup");
        }
    }

    @Test
    void pollOneoff_descriptorsThatCannotBeWaitedFor_answerBadf() {
        try (RawGuest guest =
                new RawGuest(WasiConfig.builder().preopen(Preopen.directory(directory, "/", Access.READ_WRITE)))) {
            stream(guest, 0, 1, 1, 3);
            assertThat(poll(guest, 1)).isEqualTo(Errno.BADF);
            stream(guest, 0, 1, 1, 99);
            assertThat(poll(guest, 1)).isEqualTo(Errno.BADF);
            stream(guest, 0, 1, 2, 0);
            assertThat(poll(guest, 1)).isEqualTo(Errno.BADF);
            stream(guest, 0, 1, 1, 1);
            assertThat(poll(guest, 1)).isEqualTo(Errno.BADF);
        }
    }

    @Test
    void pollOneoff_arraysOutsideMemory_answerFault() {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.call("poll_oneoff", IN, OUT, 0x7fff_ffffL, 64)).isEqualTo(Errno.FAULT);
            assertThat(guest.call("poll_oneoff", IN, OUT, 0xffff_ffffL, 64)).isEqualTo(Errno.FAULT);
            assertThat(guest.call("poll_oneoff", RawGuest.SIZE - 47, OUT, 1, 64))
                    .isEqualTo(Errno.FAULT);
            assertThat(guest.call("poll_oneoff", IN, RawGuest.SIZE - 31, 1, 64)).isEqualTo(Errno.FAULT);
            assertThat(guest.call("poll_oneoff", IN, OUT, 1, RawGuest.SIZE - 3)).isEqualTo(Errno.FAULT);
        }
    }

    private static Errno poll(RawGuest guest, int count) {
        return guest.call("poll_oneoff", IN, OUT, count, RawGuest.RESULT);
    }

    private static void clock(RawGuest guest, int index, long userdata, int id, long timeout, int flags) {
        long at = IN + 48L * index;
        guest.memory().fill(at, 48, (byte) 0);
        guest.memory().writeLong(at, userdata);
        guest.memory().writeInt(at + 16, id);
        guest.memory().writeLong(at + 24, timeout);
        guest.memory().writeShort(at + 40, (short) flags);
    }

    private static void stream(RawGuest guest, int index, long userdata, int tag, int fd) {
        long at = IN + 48L * index;
        guest.memory().fill(at, 48, (byte) 0);
        guest.memory().writeLong(at, userdata);
        guest.memory().writeByte(at + 8, (byte) tag);
        guest.memory().writeInt(at + 16, fd);
    }

    private static List<String> events(RawGuest guest) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < guest.readInt(RawGuest.RESULT); i++) {
            long at = OUT + 32L * i;
            assertThat(guest.readShort(at + 8)).isZero();
            String kind = List.of("clock", "read", "write").get(guest.readByte(at + 10));
            String bytes = kind.equals("read") ? " " + guest.readLong(at + 16) + " bytes" : "";
            String flags = guest.readShort(at + 24) == 1 ? " hangup" : "";
            events.add(guest.readLong(at) + " " + kind + bytes + flags);
        }
        return events;
    }
}
