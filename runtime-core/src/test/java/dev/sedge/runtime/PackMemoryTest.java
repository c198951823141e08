package dev.sedge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.internal.LinearMemory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guests whose memory is packed while they wait in a host function: all they notice is nothing. */
@InEveryTier
@Timeout(60)
final class PackMemoryTest {

    private static final int PAGES = 16;

    private final WasmModule module;
    private final MemoryPool pool = MemoryPool.of(64L << 20);
    private final List<Integer> waits = new ArrayList<>();
    private final List<Long> pooled = new ArrayList<>();

    PackMemoryTest(Tier tier) {
        module = Guests.in(tier).module("waits");
    }

    private WasmInstance instance(HostFunction.Body wait) {
        return instance(wait, InstanceControl.create());
    }

    private WasmInstance instance(HostFunction.Body wait, InstanceControl control) {
        HostModule host = HostModule.builder("host")
                .function("wait", FunctionType.of(ValueType.I32), wait)
                .build();
        return module.instantiate(Imports.of(host), ResourceLimits.defaults().withMemoryPool(pool), control);
    }

    private void pack(WasmInstance caller, long[] stack) {
        waits.add((int) stack[0]);
        caller.packMemory();
        pooled.add(pool.used());
    }

    @Test
    void packMemory_whileTheGuestWaits_takesLittleHeapAndChangesNothing() {
        WasmInstance instance = instance(this::pack);

        assertThat(instance.call("once", 70_000)).containsExactly(8);
        assertThat(pooled).containsExactly(1024L + 128);
        assertThat(pool.used()).isEqualTo((long) PAGES * Memory.PAGE_BYTES);
        assertThat(instance.call("deep", 100)).containsExactly(5050);
        assertThat(instance.call("often", 5)).containsExactly(5);
        assertThat(instance.call("indirect")).containsExactly(5);
        assertThat(instance.call("grow")).containsExactly(39);
        assertThat(waits).containsExactly(1, 0, 0, 1, 2, 3, 4, 2, 3);
    }

    @Test
    void packMemory_framesAboveTheWait_holdNothingOfTheMemory() {
        List<Boolean> collected = new ArrayList<>();
        WasmInstance instance = instance((caller, stack) -> {
            WeakReference<byte[]> array = array(caller);
            caller.packMemory();
            for (int i = 0; i < 100 && !array.refersTo(null); i++) {
                System.gc();
            }
            collected.add(array.refersTo(null));
        });

        instance.call("deep", 5);
        instance.call("once", 0);
        instance.call("indirect");

        assertThat(collected).containsOnly(true).hasSize(3);
    }

    private static WeakReference<byte[]> array(WasmInstance caller) {
        return new WeakReference<>(((LinearMemory) caller.memory()).bytes());
    }

    @Test
    void packMemory_hostTouchesIt_seesAndChangesTheContent() {
        WasmInstance instance = instance((caller, stack) -> {
            caller.packMemory();
            int value = caller.memory().readInt(40);
            caller.packMemory();
            caller.memory().writeInt(40, value + 10);
            caller.packMemory();
        });

        assertThat(instance.call("once", 40)).containsExactly(18);
    }

    @Test
    void packMemory_hostCallsTheGuestBack_itRunsOnTheContent() {
        WasmInstance instance = instance((caller, stack) -> {
            caller.packMemory();
            long[] seen = caller.call("peek", 40);
            caller.packMemory();
            caller.memory().writeInt(44, (int) seen[0]);
            caller.packMemory();
        });

        assertThat(instance.call("once", 40)).containsExactly(8);
        assertThat(instance.memory().readInt(44)).isEqualTo(7);
    }

    @Test
    void packMemory_betweenCalls_takesLittleHeapUntilTheNext() {
        WasmInstance instance = instance(this::pack);
        instance.call("once", 0);
        instance.packMemory();

        assertThat(pool.used()).isLessThan(Memory.PAGE_BYTES);
        assertThat(instance.memoryBytes()).isEqualTo((long) PAGES * Memory.PAGE_BYTES);
        assertThat(instance.call("peek", 0)).containsExactly(7);
    }

    @Test
    void packMemory_stoppedWhileItWaitsForHeap_endsAtOnce() {
        InstanceControl control = InstanceControl.create();
        WasmInstance instance = instance(
                (caller, stack) -> {
                    caller.packMemory();
                    pool.take(pool.bytes() - pool.used());
                    Thread stopper = new Thread(() -> control.stop(StopReason.REQUESTED));
                    stopper.start();
                },
                control);

        assertThatThrownBy(() -> instance.call("once", 0)).isInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void packMemory_byAnotherThread_isRefused() throws InterruptedException {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        WasmInstance instance = instance((caller, stack) -> {
            Thread other = new Thread(() -> {
                try {
                    caller.packMemory();
                } catch (IllegalStateException e) {
                    refusal.set(e);
                }
                done.countDown();
            });
            other.start();
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(instance.call("once", 0)).containsExactly(8);
        assertThat(refusal.get()).hasMessageContaining("in use by another thread");
    }

    @Test
    void packMemory_closedInstance_doesNothing() {
        WasmInstance instance = instance(this::pack);
        instance.close();
        instance.packMemory();

        assertThat(pool.used()).isZero();
    }

    @Test
    void packAfter_growsWithTheMemory() {
        WasmInstance instance = instance(this::pack);

        assertThat(instance.packAfter()).isEqualTo(Duration.ofMillis(100));
        instance.call("grow");
        assertThat(instance.packAfter()).isEqualTo(Duration.ofMillis(106));
    }
}
