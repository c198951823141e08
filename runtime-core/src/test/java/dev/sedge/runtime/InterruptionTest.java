package dev.sedge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.InstanceControl.Registration;
import dev.sedge.runtime.LimitExceededException.Limit;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InEveryTier
@Timeout(60)
final class InterruptionTest {

    private final Guests guests;

    InterruptionTest(Tier tier) {
        guests = Guests.in(tier);
    }

    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicReference<Throwable> outcome = new AtomicReference<>();

    private WasmInstance guest(ResourceLimits limits) {
        HostModule host = HostModule.builder("host")
                .function("ready", FunctionType.of(), (caller, stack) -> ready.countDown())
                .function("block", FunctionType.of(), (caller, stack) -> block(caller.control()))
                .build();
        return guests.module("loops").instantiate(Imports.of(host), limits);
    }

    /** How a host function waits: until it is woken, then polls. */
    private static void block(InstanceControl control) {
        CountDownLatch woken = new CountDownLatch(1);
        try (Registration registration = control.onStop(woken::countDown)) {
            assertThat(registration).isNotNull();
            woken.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.poll();
    }

    private Thread run(WasmInstance instance, String export) {
        Thread thread = InstanceThreads.newThread("guest", instance.limits(), () -> {
            try {
                instance.call(export);
            } catch (WasmException e) {
                outcome.set(e);
            }
        });
        thread.start();
        return thread;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty loop",
                "memory loop",
                "counted loop",
                "br_table loop",
                "bulk loop",
                "call loop",
                "mutual recursion",
                "tail call loop",
                "self tail call loop",
                "blocked host call",
                "host call loop"
            })
    void stop_running_endsTheGuest(String export) throws InterruptedException {
        WasmInstance instance = guest(ResourceLimits.defaults());
        Thread thread = run(instance, export);
        ready.await();

        instance.control().stop(StopReason.REQUESTED);
        thread.join();

        assertThat(outcome.get())
                .isInstanceOfSatisfying(
                        GuestInterruptedException.class,
                        e -> assertThat(e.trace()).isNotEmpty());
        assertThat(instance.control().stopReason()).contains(StopReason.REQUESTED);
        assertThatThrownBy(() -> instance.call("once")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty loop", "tail call loop", "blocked host call"})
    void deadline_passed_endsTheGuest(String export) throws InterruptedException {
        ResourceLimits limits = ResourceLimits.defaults().withDeadline(Duration.ofMillis(20));
        Thread thread = InstanceThreads.newThread("guest", limits, () -> {
            try {
                guest(limits).call(export);
            } catch (WasmException e) {
                outcome.set(e);
            }
        });
        thread.start();
        thread.join();

        assertThat(outcome.get())
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(Limit.DEADLINE));
    }

    @Test
    void deadline_farAway_letsTheGuestEnd() {
        WasmInstance instance = guest(ResourceLimits.defaults().withDeadline(Duration.ofSeconds(Long.MAX_VALUE)));

        assertThat(instance.call("once")).isEmpty();
        instance.close();
    }

    @Test
    void interrupt_ofTheThread_endsTheGuestAndStaysSet() throws InterruptedException {
        WasmInstance instance = guest(ResourceLimits.defaults());
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread thread = InstanceThreads.newThread("guest", instance.limits(), () -> {
            try {
                instance.call("empty loop");
            } catch (WasmException e) {
                outcome.set(e);
                flag.set(Thread.interrupted());
            }
        });
        thread.start();
        ready.await();

        thread.interrupt();
        thread.join();

        assertThat(outcome.get()).isInstanceOf(GuestInterruptedException.class);
        assertThat(flag.get()).isTrue();
        assertThat(instance.control().stopReason()).contains(StopReason.REQUESTED);
    }

    @Test
    void stop_leavesTheThreadCleanForTheNextGuest() throws InterruptedException {
        WasmInstance first = guest(ResourceLimits.defaults());
        WasmInstance second = guest(ResourceLimits.defaults());
        AtomicReference<long[]> result = new AtomicReference<>();
        Thread thread = InstanceThreads.newThread("guest", first.limits(), () -> {
            try {
                first.call("empty loop");
            } catch (GuestInterruptedException e) {
                result.set(second.call("once"));
            }
        });
        thread.start();
        ready.await();

        first.control().stop(StopReason.REQUESTED);
        thread.join();

        assertThat(result.get()).isEmpty();
    }

    @Test
    void pause_running_waitsUntilResumed() throws InterruptedException {
        WasmInstance instance = guest(ResourceLimits.defaults());
        Thread thread = run(instance, "empty loop");
        ready.await();

        instance.control().pause();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(instance.control().isPaused()).isTrue();
        instance.control().resume();
        while (thread.getState() == Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        instance.control().stop(StopReason.REQUESTED);
        thread.join();

        assertThat(outcome.get()).isInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void stop_paused_endsTheGuest() throws InterruptedException {
        WasmInstance instance = guest(ResourceLimits.defaults());
        instance.control().pause();
        Thread thread = run(instance, "once");
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        instance.control().stop(StopReason.DEADLINE);
        thread.join();

        assertThat(outcome.get()).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void close_whileRunningElsewhere_stopsTheGuest() throws InterruptedException {
        WasmInstance instance = guest(ResourceLimits.defaults());
        Thread thread = run(instance, "empty loop");
        ready.await();

        instance.close();
        thread.join();

        assertThat(outcome.get()).isInstanceOf(GuestInterruptedException.class);
        assertThatThrownBy(() -> instance.call("once")).hasMessage("call once: the instance is closed");
    }

    @Test
    void stop_beforeInstantiation_isRemembered() {
        InstanceControl control = InstanceControl.create();
        control.stop(StopReason.REQUESTED);

        assertThatThrownBy(() -> guests.module("traps").instantiate(Imports.none(), ResourceLimits.defaults(), control))
                .isInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void stop_startFunction_endsInstantiation() throws InterruptedException {
        InstanceControl control = InstanceControl.create();
        Thread thread = new Thread(() -> {
            try {
                guests.module("start").instantiate(StartTest.host(1, ready), ResourceLimits.defaults(), control);
            } catch (WasmException e) {
                outcome.set(e);
            }
        });
        thread.start();
        ready.await();

        control.stop(StopReason.REQUESTED);
        thread.join();

        assertThat(outcome.get()).isInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void cpuTime_running_grows() throws InterruptedException {
        WasmInstance instance = guest(ResourceLimits.defaults());
        Thread thread = run(instance, "empty loop");
        ready.await();

        while (instance.control().cpuTime().toMillis() < 20) {
            Thread.onSpinWait();
        }
        instance.control().stop(StopReason.REQUESTED);
        thread.join();

        Duration spent = instance.control().cpuTime();
        assertThat(spent)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20))
                .isEqualTo(instance.control().cpuTime());
    }

    @Test
    void cpuTime_manyShortCalls_addUp() {
        WasmInstance instance = guests.instance("calls", CallTest.host());

        while (instance.control().cpuTime().toMillis() < 5) {
            instance.call("memory size");
        }
    }
}
