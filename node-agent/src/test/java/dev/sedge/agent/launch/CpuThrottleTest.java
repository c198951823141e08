package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CpuThrottleTest {
    private static final long MS = 1_000_000;

    private long now;
    private final CpuThrottle throttle = new CpuThrottle(() -> now, task -> {});
    private final CpuThrottle.Group group = throttle.group();
    private final FakeGuest guest = new FakeGuest();

    @Test
    void guestsWithoutALimit_areNeverLookedAt() {
        group.add(guest);
        group.limit(200 * MS, 100 * MS);

        assertThat(throttle.lookAtDue()).isZero();
        assertThat(guest.looks).isZero();
    }

    @Test
    void guestOverItsQuota_isPausedAndGoesOn() {
        group.limit(10 * MS, 100 * MS);
        group.add(guest);
        throttle.lookAtDue();
        guest.use(12);
        now += 12 * MS;

        long wait = throttle.lookAtDue();

        assertThat(guest.paused).isTrue();
        now += wait;
        throttle.lookAtDue();
        assertThat(guest.paused).isFalse();
    }

    @Test
    void guestsOfOneContainer_shareItsQuota() {
        FakeGuest other = new FakeGuest();
        group.limit(10 * MS, 100 * MS);
        group.add(guest);
        group.add(other);
        throttle.lookAtDue();
        guest.use(6);
        other.use(6);
        now += 6 * MS;

        throttle.lookAtDue();

        assertThat(guest.paused).isTrue();
        assertThat(other.paused).isTrue();
    }

    @Test
    void guestThatJoinsWhileOthersWait_waitsToo() {
        FakeGuest late = new FakeGuest();
        exhaust();

        group.add(late);

        assertThat(late.paused).isTrue();
    }

    @Test
    void limitThatIsLifted_letsThePausedGuestGoOn() {
        exhaust();

        group.limit(-1_000, 100 * MS);

        assertThat(guest.paused).isFalse();
        assertThat(throttle.lookAtDue()).isZero();
    }

    @Test
    void timeOfAGuestThatEnded_staysWithTheOthers() {
        FakeGuest other = new FakeGuest();
        group.limit(10 * MS, 100 * MS);
        group.add(guest);
        group.add(other);
        throttle.lookAtDue();
        guest.use(30);
        group.remove(guest);
        now += 10 * MS;

        throttle.lookAtDue();

        assertThat(other.paused).isTrue();
    }

    private void exhaust() {
        group.limit(10 * MS, 100 * MS);
        group.add(guest);
        throttle.lookAtDue();
        guest.use(50);
        now += 50 * MS;
        throttle.lookAtDue();
        assertThat(guest.paused).isTrue();
    }

    /** A guest whose CPU time a test sets. */
    private static final class FakeGuest implements LimitedGuest {
        private long cpuNanos;
        private int looks;
        private boolean paused;

        void use(long millis) {
            cpuNanos += millis * MS;
        }

        @Override
        public Duration cpuTime() {
            looks++;
            return Duration.ofNanos(cpuNanos);
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public void limitMemory(long bytes) {
            throw new AssertionError("not asked for");
        }

        @Override
        public CompletableFuture<GuestEnd> onEnd() {
            return new CompletableFuture<>();
        }

        @Override
        public void stop(int exitCode) {
            throw new AssertionError("not asked for");
        }

        @Override
        public long memoryBytes() {
            return 0;
        }
    }
}
