package dev.sedge.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.LimitExceededException.Limit;
import dev.sedge.runtime.Memory;
import dev.sedge.runtime.MemoryPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PackingTest {

    private static final int PAGE = Memory.PAGE_BYTES;
    private static final int PAGES = 16;

    private final MemoryPool pool = MemoryPool.of(2L * PAGES * PAGE);
    private final Budget budget = new Budget(64L << 20, pool);
    private final LinearMemory memory = LinearMemory.allocate(budget, PAGES, 100);

    @Test
    void pack_anyContent_comesBackAsItWas() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            for (int i = random.nextInt(20); i > 0; i--) {
                memory.put8(random.nextInt(PAGES * PAGE), (byte) random.nextInt());
            }
            byte[] before = memory.bytes().clone();
            memory.pack();

            assertThat(memory.bytes()).isEqualTo(before);
        }
    }

    @Test
    void pack_firstAndLastByte_comeBack() {
        memory.put8(0, (byte) 1);
        memory.put8(PAGES * PAGE - 1, (byte) 2);
        memory.pack();

        assertThat(memory.get8(0)).isEqualTo((byte) 1);
        assertThat(memory.get8(PAGES * PAGE - 1)).isEqualTo((byte) 2);
    }

    @Test
    void pack_mostlyZeros_takesOnlyItsBlocksOfThePool() {
        memory.put32(5 * PAGE, 42);
        memory.put32(9 * PAGE, 43);
        memory.pack();

        assertThat(pool.used()).isEqualTo(2 * 1024 + PAGES * PAGE / 1024 / 8);
        assertThat(memory.pages()).isEqualTo(PAGES);
        assertThat(budget.used()).isEqualTo((long) PAGES * PAGE);

        assertThat(memory.get32(5 * PAGE)).isEqualTo(42);
        assertThat(pool.used()).isEqualTo((long) PAGES * PAGE);
    }

    @Test
    void pack_memoryInUseThroughout_staysAsItIs() {
        memory.fill(0, PAGES * PAGE, (byte) 1);
        byte[] array = memory.bytes();
        memory.pack();

        assertThat(memory.bytes()).isSameAs(array);
        assertThat(pool.used()).isEqualTo((long) PAGES * PAGE);
    }

    @Test
    void pack_twice_changesNothingMore() {
        memory.put32(8, 1);
        memory.pack();
        memory.pack();

        assertThat(memory.get32(8)).isEqualTo(1);
        assertThat(pool.used()).isEqualTo((long) PAGES * PAGE);
    }

    @Test
    void packed_whateverTouchesIt_findsTheContent() {
        List<Consumer<LinearMemory>> touches = List.of(
                it -> assertThat(it.get64(800)).isEqualTo(7),
                it -> assertThat(it.readLong(800)).isEqualTo(7),
                it -> assertThat(it.view(800, 8).getLong()).isEqualTo(7),
                it -> it.read(800, new byte[8], 0, 8),
                it -> it.write(0, new byte[] {1}, 0, 1),
                it -> it.fill(0L, 1L, (byte) 1),
                it -> it.fill(0, 1, (byte) 1),
                it -> it.init(0, new byte[] {1}, 0, 1),
                it -> it.copy(0, it, 1, 1),
                it -> it.put8(1, (byte) 1));
        memory.put64(800, 7);
        for (Consumer<LinearMemory> touch : touches) {
            memory.pack();
            touch.accept(memory);

            assertThat(memory.get64(800)).isEqualTo(7);
        }
    }

    @Test
    void grow_packed_keepsTheContentAndAddsZeros() {
        memory.put32(100, 5);
        memory.pack();

        assertThat(memory.grow(0)).isEqualTo(PAGES);
        memory.pack();
        assertThat(memory.grow(2)).isEqualTo(-1);
        budget.limit(64L << 20);
        LinearMemory alone = LinearMemory.allocate(new Budget(64L << 20), PAGES, 100);
        alone.put32(100, 5);
        alone.pack();
        assertThat(alone.grow(2)).isEqualTo(PAGES);
        assertThat(alone.get32(100)).isEqualTo(5);
        assertThat(alone.get32(PAGES * PAGE)).isZero();
        assertThat(memory.get32(100)).isEqualTo(5);
    }

    @Test
    void packed_touchedByManyThreads_isUnpackedOnce() throws Exception {
        memory.put32(300, 11);
        for (int round = 0; round < 100; round++) {
            memory.pack();
            CyclicBarrier barrier = new CyclicBarrier(4);
            List<CompletableFuture<byte[]>> arrays = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                arrays.add(CompletableFuture.supplyAsync(
                        () -> {
                            meet(barrier);
                            assertThat(memory.readInt(300)).isEqualTo(11);
                            return memory.bytes();
                        },
                        task -> new Thread(task).start()));
            }
            for (CompletableFuture<byte[]> array : arrays) {
                assertThat(array.get()).isSameAs(memory.bytes());
            }
            assertThat(pool.used()).isEqualTo((long) PAGES * PAGE);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void unpack_noHeapAndNobodyGivesAny_isTheLimitOfMemory() {
        Budget hasty = new Budget(64L << 20, pool, () -> {}, 0);
        LinearMemory second = LinearMemory.allocate(hasty, PAGES - 1, 100);
        second.put32(0, 3);
        second.pack();
        long rest = pool.bytes() - pool.used();
        assertThat(pool.take(rest)).isTrue();

        assertThatThrownBy(() -> second.get32(0)).isInstanceOfSatisfying(LimitExceededException.class, e -> {
            assertThat(e.limit()).isEqualTo(Limit.MEMORY);
            assertThat(e).hasMessageContaining("no room for its 15 pages");
        });
        assertThat(hasty.wasRefusedLast()).isTrue();

        pool.giveBack(rest);
        assertThat(second.get32(0)).as("nothing is lost").isEqualTo(3);
    }

    @Test
    void unpack_noHeapYet_waitsForWhoGivesItBack() {
        memory.put32(0, 3);
        memory.pack();
        long rest = pool.bytes() - pool.used();
        assertThat(pool.take(rest)).isTrue();

        CompletableFuture<Integer> read =
                CompletableFuture.supplyAsync(() -> memory.get32(0), task -> new Thread(task).start());
        pool.giveBack(rest);

        assertThat(read.join()).isEqualTo(3);
    }

    @Test
    void unpack_stoppedWhileItWaitsForHeap_throwsWhatTheStopThrows() {
        IllegalStateException stop = new IllegalStateException("stop");
        Budget stopped = new Budget(64L << 20, pool, () -> {
            throw stop;
        });
        LinearMemory second = LinearMemory.allocate(stopped, PAGES - 1, 100);
        second.pack();
        assertThat(pool.take(pool.bytes() - pool.used())).isTrue();

        assertThatThrownBy(() -> second.get8(0)).isSameAs(stop);
    }

    @Test
    void end_packed_givesEverythingBackForGood() {
        memory.put32(0, 3);
        memory.pack();
        budget.end();

        assertThat(pool.used()).isZero();
        assertThat(memory.get32(0)).isEqualTo(3);
        assertThat(pool.used()).isZero();
    }

    @Test
    void pack_poolIsFull_packsAllTheSame() {
        memory.put8(0, (byte) 1);
        assertThat(pool.take(pool.bytes() - pool.used())).isTrue();
        memory.pack();

        assertThat(pool.used()).isLessThan(pool.bytes() - (PAGES - 1L) * PAGE);
        assertThat(memory.get8(0)).isEqualTo((byte) 1);
    }
}
