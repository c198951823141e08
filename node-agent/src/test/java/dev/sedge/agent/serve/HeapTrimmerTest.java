package dev.sedge.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapTrimmerTest {

    private static final long MIB = 1 << 20;

    private long heap = 20 * MIB;
    private long live = 20 * MIB;
    private int collections;
    private final HeapTrimmer trimmer = new HeapTrimmer(() -> heap, () -> {
        heap = live;
        collections++;
    });

    private int collectionsAt(long size) {
        heap = size;
        trimmer.look();
        return collections;
    }

    @Test
    void look_heapHasGrownMuch_collectsOnce() {
        assertThat(collectionsAt(40 * MIB)).isZero();
        assertThat(collectionsAt(52 * MIB)).isEqualTo(1);
        assertThat(collectionsAt(heap)).isEqualTo(1);
    }

    @Test
    void look_largeHeapInUse_waitsUntilHalfOfItIsNew() {
        live = 400 * MIB;
        assertThat(collectionsAt(400 * MIB)).isEqualTo(1);
        assertThat(collectionsAt(500 * MIB)).isEqualTo(1);
        assertThat(collectionsAt(600 * MIB)).isEqualTo(2);
    }

    @Test
    void look_heapHasShrunkByItself_countsFromThere() {
        live = 400 * MIB;
        assertThat(collectionsAt(400 * MIB)).isEqualTo(1);
        assertThat(collectionsAt(30 * MIB)).isEqualTo(1);
        assertThat(collectionsAt(70 * MIB)).isEqualTo(2);
    }
}
