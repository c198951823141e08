package dev.sedge.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.Memory;
import dev.sedge.runtime.MemoryPool;
import dev.sedge.runtime.TrapException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LinearMemoryTest {

    private static final int PAGE = Memory.PAGE_BYTES;

    @Test
    void grow_pageByPage_keepsContentAndCopiesSeldom() {
        LinearMemory memory = LinearMemory.allocate(new Budget(64L << 20), 1, LinearMemory.MAX_PAGES);
        Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int page = 1; page < 1000; page++) {
            memory.put32((page - 1) * PAGE, page);
            assertThat(memory.grow(1)).isEqualTo(page);
            arrays.add(memory.bytes());
        }

        assertThat(arrays).hasSizeLessThan(60);
        for (int page = 1; page < 1000; page++) {
            assertThat(memory.get32((page - 1) * PAGE)).isEqualTo(page);
            assertThat(memory.get32((page - 1) * PAGE + 4)).isZero();
        }
    }

    @Test
    void grow_withReserve_boundsStayExact() {
        LinearMemory memory = LinearMemory.allocate(new Budget(64L << 20), 20, LinearMemory.MAX_PAGES);
        memory.grow(1);
        memory.grow(1);

        assertThat(memory.bytes().length).isGreaterThan(memory.byteSize());
        assertThat(memory.size()).isEqualTo(22L * PAGE);
        assertThatThrownBy(() -> memory.get8(22 * PAGE)).isInstanceOf(TrapException.class);
        assertThatThrownBy(() -> memory.put64(22 * PAGE - 7, 1)).isInstanceOf(TrapException.class);
        assertThatThrownBy(() -> memory.fill(22 * PAGE, 1, (byte) 1)).isInstanceOf(TrapException.class);
        assertThatThrownBy(() -> memory.view(22L * PAGE - 1, 2)).isInstanceOf(TrapException.class);
        assertThat(memory.view(0, 22 * PAGE).capacity()).isEqualTo(22 * PAGE);
    }

    @Test
    void grow_reserve_neverBeyondTheBudget() {
        LinearMemory memory = LinearMemory.allocate(new Budget(30L * PAGE), 20, LinearMemory.MAX_PAGES);
        memory.grow(1);
        memory.grow(1);

        assertThat(memory.bytes().length).isLessThanOrEqualTo(30 * PAGE);
        assertThat(memory.grow(8)).isEqualTo(22);
        assertThat(memory.grow(1)).isEqualTo(-1);
    }

    @Test
    void allocate_twoMemories_shareTheBudget() {
        Budget budget = new Budget(3L * PAGE);
        LinearMemory first = LinearMemory.allocate(budget, 1, 10);
        LinearMemory.allocate(budget, 1, 10);

        assertThat(first.grow(1)).isEqualTo(1);
        assertThat(first.grow(1)).isEqualTo(-1);
        assertThat(budget.wasRefused()).isTrue();
        assertThatThrownBy(() -> LinearMemory.allocate(budget, 1, 10)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void copy_betweenMemories_checksBothBeforeItWrites() {
        LinearMemory from = LinearMemory.allocate(new Budget(PAGE), 1, 1);
        LinearMemory to = LinearMemory.allocate(new Budget(PAGE), 1, 1);
        from.put64(0, 0x1122334455667788L);

        to.copy(8, from, 0, 8);
        assertThat(to.get64(8)).isEqualTo(0x1122334455667788L);
        assertThatThrownBy(() -> to.copy(PAGE - 4, from, 0, 8)).isInstanceOf(TrapException.class);
        assertThatThrownBy(() -> to.copy(0, from, PAGE - 4, 8)).isInstanceOf(TrapException.class);
        assertThatThrownBy(() -> to.copy(0, from, 0, -1)).isInstanceOf(TrapException.class);
        assertThat(to.get32(PAGE - 4)).isZero();
        assertThat(to.get64(0)).isZero();
    }

    @Test
    void empty_memory_hasNoByte() {
        LinearMemory memory = LinearMemory.allocate(new Budget(0), 0, 1);

        assertThatThrownBy(() -> memory.get8(0)).isInstanceOf(TrapException.class);
        assertThat(memory.contains(0, 0)).isTrue();
        memory.fill(0, 0, (byte) 1);
    }

    @Test
    void memories_takeTheirArraysFromThePool_andGiveThemBack() {
        MemoryPool pool = MemoryPool.of(10L * PAGE);
        Budget budget = new Budget(64L << 20, pool);
        LinearMemory memory = LinearMemory.allocate(budget, 3, 100);
        assertThat(pool.used()).isEqualTo(3L * PAGE);

        assertThat(memory.grow(2)).isEqualTo(3);
        assertThat(pool.used()).isEqualTo(5L * PAGE);
        assertThat(memory.grow(1)).as("old and new array do not fit together").isEqualTo(-1);
        assertThat(memory.pages()).isEqualTo(5);
        assertThat(budget.wasRefusedLast()).isTrue();
        assertThatThrownBy(() -> LinearMemory.allocate(new Budget(64L << 20, pool), 6, 100))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("the heap of the JVM has no room");

        budget.end();
        assertThat(pool.used()).isZero();
        assertThat(budget.used()).isZero();
        assertThat(LinearMemory.allocate(new Budget(64L << 20, pool), 10, 100).pages())
                .isEqualTo(10);
    }

    @Test
    void refusal_isForgottenByTheNextGrowthThatSucceeds() {
        Budget budget = new Budget(4L * PAGE);
        LinearMemory memory = LinearMemory.allocate(budget, 1, 100);

        assertThat(memory.grow(9)).isEqualTo(-1);
        assertThat(budget.wasRefusedLast()).isTrue();
        assertThat(memory.grow(1)).isEqualTo(1);
        assertThat(budget.wasRefusedLast()).isFalse();
        assertThat(budget.wasRefused()).isTrue();
    }

    @Test
    void limit_canBeLoweredBelowWhatIsUsed() {
        Budget budget = new Budget(4L * PAGE);
        LinearMemory memory = LinearMemory.allocate(budget, 3, 100);
        budget.limit(PAGE);

        assertThat(memory.grow(1)).isEqualTo(-1);
        budget.limit(5L * PAGE);
        assertThat(memory.grow(2)).isEqualTo(3);
    }
}
