package dev.sedge.wasi.internal.preview1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.fs.Errno;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockCallsTest {
    private static final int WALL = 0;
    private static final int MONOTONIC = 1;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void clockTimeGet_nothingGranted_answersNotcapable(int id) {
        try (RawGuest guest = RawGuest.withNothing()) {
            assertThat(guest.call("clock_time_get", id, 1, 64)).isEqualTo(Errno.NOTCAPABLE);
            assertThat(guest.call("clock_res_get", id, 64)).isEqualTo(Errno.NOTCAPABLE);
            assertThat(guest.readLong(64)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, -1, Integer.MAX_VALUE})
    void clockTimeGet_unknownClock_answersInval(int id) {
        try (RawGuest guest = systemClocks()) {
            assertThat(guest.call("clock_time_get", id, 1, 64)).isEqualTo(Errno.INVAL);
            assertThat(guest.call("clock_res_get", id, 64)).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void clockTimeGet_fixedWallClock_writesItsNanoseconds() {
        Instant start = Instant.ofEpochSecond(1_700_000_000, 5);
        try (RawGuest guest = new RawGuest(WasiConfig.builder().wallClock(WallClock.fixed(start)))) {
            assertThat(guest.call("clock_time_get", WALL, 1, 64)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readLong(64)).isEqualTo(1_700_000_000_000_000_005L);
            assertThat(guest.log())
                    .containsExactly(
                            "==> wasi_snapshot_preview1.clock_time_get(id=0,precision=1,result.timestamp=64)",
                            "<== errno=ESUCCESS");
        }
    }

    @Test
    void clockTimeGet_timesOutsideSixtyThreeBits_areClamped() {
        for (Instant extreme : new Instant[] {Instant.MIN, Instant.MAX, Instant.ofEpochSecond(-1)}) {
            try (RawGuest guest = new RawGuest(WasiConfig.builder().wallClock(WallClock.fixed(extreme)))) {
                assertThat(guest.call("clock_time_get", WALL, 1, 64)).isEqualTo(Errno.SUCCESS);
                assertThat(guest.readLong(64)).isNotNegative();
            }
        }
    }

    @Test
    void clockTimeGet_customMonotonicClock_startsAtZeroAndNeverRunsBackwards() {
        AtomicLong time = new AtomicLong(1_000);
        try (RawGuest guest = new RawGuest(WasiConfig.builder().monotonicClock(MonotonicClock.of(time::get)))) {
            assertThat(monotonic(guest)).isZero();
            time.set(1_700);
            assertThat(monotonic(guest)).isEqualTo(700);
            time.set(1_200);
            assertThat(monotonic(guest)).isEqualTo(700);
        }
    }

    @Test
    void clockTimeGet_coarseClock_isCutToStepsThatClockResGetReports() {
        AtomicLong time = new AtomicLong();
        MonotonicClock coarse = MonotonicClock.of(time::get).withResolution(Duration.ofNanos(1_000));
        try (RawGuest guest = new RawGuest(WasiConfig.builder().monotonicClock(coarse))) {
            time.set(2_999);
            assertThat(monotonic(guest)).isEqualTo(2_000);
            assertThat(guest.call("clock_res_get", MONOTONIC, 64)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readLong(64)).isEqualTo(1_000);
        }
    }

    @Test
    void clockTimeGet_cpuClocks_areThoseOfTheGuest() {
        try (RawGuest guest = systemClocks()) {
            assertThat(guest.call("clock_time_get", 2, 1, 64)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.call("clock_time_get", 3, 1, 72)).isEqualTo(Errno.SUCCESS);
            assertThat(guest.readLong(72)).isGreaterThanOrEqualTo(guest.readLong(64));
        }
    }

    @Test
    void clockTimeGet_resultOutsideMemory_answersFault() {
        try (RawGuest guest = systemClocks()) {
            assertThat(guest.call("clock_time_get", WALL, 1, RawGuest.SIZE - 7)).isEqualTo(Errno.FAULT);
        }
    }

    private static RawGuest systemClocks() {
        return new RawGuest(WasiConfig.builder().wallClock(WallClock.system()).monotonicClock(MonotonicClock.system()));
    }

    private static long monotonic(RawGuest guest) {
        assertThat(guest.call("clock_time_get", MONOTONIC, 1, 64)).isEqualTo(Errno.SUCCESS);
        return guest.readLong(64);
    }
}
