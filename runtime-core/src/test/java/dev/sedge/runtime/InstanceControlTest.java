package dev.sedge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class InstanceControlTest {

    private final InstanceControl control = InstanceControl.create();
    private final AtomicInteger woken = new AtomicInteger();

    @Test
    void fresh_letsGoOn() {
        assertThatCode(control::poll).doesNotThrowAnyException();
        assertThat(control.stopReason()).isEmpty();
        assertThat(control.isStopRequested()).isFalse();
        assertThat(control.isPaused()).isFalse();
        assertThat(control.cpuTime()).isEqualTo(Duration.ZERO);
    }

    @Test
    void stop_twice_firstReasonWins() {
        control.stop(StopReason.DEADLINE);
        control.stop(StopReason.REQUESTED);

        assertThat(control.stopReason()).contains(StopReason.DEADLINE);
        assertThatThrownBy(control::poll).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void stop_resumed_staysStopped() {
        control.stop(StopReason.REQUESTED);
        control.pause();
        control.resume();

        assertThatThrownBy(control::poll).isInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void onStop_registered_isWokenOnce() {
        control.onStop(woken::incrementAndGet);
        control.stop(StopReason.REQUESTED);
        control.stop(StopReason.REQUESTED);

        assertThat(woken).hasValue(1);
    }

    @Test
    void onStop_closed_isNotWoken() {
        InstanceControl.Registration registration = control.onStop(woken::incrementAndGet);
        registration.close();
        registration.close();
        control.stop(StopReason.REQUESTED);

        assertThat(woken).hasValue(0);
    }

    @Test
    void onStop_alreadyStopped_runsAtOnce() {
        control.stop(StopReason.REQUESTED);
        control.onStop(woken::incrementAndGet).close();

        assertThat(woken).hasValue(1);
    }

    @Test
    void poll_interruptedWhilePaused_isAStop() throws InterruptedException {
        control.pause();
        AtomicInteger interrupted = new AtomicInteger();
        Thread thread = new Thread(() -> {
            try {
                control.poll();
            } catch (GuestInterruptedException e) {
                interrupted.set(Thread.interrupted() ? 1 : 2);
            }
        });
        thread.start();
        thread.interrupt();
        thread.join();

        assertThat(interrupted).hasValue(1);
        assertThat(control.stopReason()).contains(StopReason.REQUESTED);
    }
}
