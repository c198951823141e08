package dev.sedge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A memory that grows keeps its exact size, whatever room its array has. */
@InEveryTier
final class GrowthTest {

    private static final int PAGE = Memory.PAGE_BYTES;

    /** Enough pages for a reserve from the second growth on. */
    private static final int INITIAL = 16;

    private static final List<String> ACCESSES = List.of(
            "load 1",
            "load 2",
            "load 4",
            "load 8",
            "load 16",
            "store 1",
            "store 2",
            "store 4",
            "store 8",
            "store 16",
            "fill 3",
            "copy 3");

    private final Guests guests;

    GrowthTest(Tier tier) {
        guests = Guests.in(tier);
    }

    private WasmInstance instance() {
        return guests.instance("growth", host());
    }

    private static HostModule host() {
        return HostModule.builder("host")
                .function("grow", FunctionType.of(ValueType.I32), (caller, stack) -> caller.call("grow", stack[0]))
                .build();
    }

    private WasmInstance grown(int times) {
        WasmInstance instance = instance();
        for (int i = 0; i < times; i++) {
            assertThat(instance.call("grow", 1)).containsExactly(INITIAL + i);
        }
        return instance;
    }

    private static int width(String access) {
        return Integer.parseInt(access.substring(access.indexOf(' ') + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void access_atTheEnd_isAllowed(int times) {
        WasmInstance instance = grown(times);
        int size = (INITIAL + times) * PAGE;

        for (String access : ACCESSES) {
            assertThatCode(() -> instance.call(access, size - width(access)))
                    .as(access)
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> instance.call("load 4 behind a page", size - PAGE - 4))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void access_acrossTheEnd_traps(int times) {
        int size = (INITIAL + times) * PAGE;

        for (String access : ACCESSES) {
            assertTraps(grown(times), access, size - width(access) + 1);
            assertTraps(grown(times), access, size);
            assertTraps(grown(times), access, -width(access));
        }
        assertTraps(grown(times), "load 4 behind a page", size - PAGE - 3);
        assertTraps(grown(times), "load 4 behind a page", -PAGE);
        assertTraps(grown(times), "load 4 behind a page", Integer.MAX_VALUE);
    }

    private static void assertTraps(WasmInstance instance, String access, int address) {
        assertThatThrownBy(() -> instance.call(access, address))
                .as("%s at %d", access, address)
                .isInstanceOf(TrapException.class)
                .hasMessageContaining("out of bounds memory access");
    }

    @Test
    void store_acrossTheEnd_leavesTheReserveZero() {
        WasmInstance instance = grown(2);
        Memory memory = instance.memory();
        int size = (INITIAL + 2) * PAGE;

        instance.call("fill 3", size - 3);
        instance.call("grow", 1);

        assertThat(memory.size()).isEqualTo(size + PAGE);
        assertThat(memory.readInt(size - 1)).isEqualTo(7);
        for (int address = size; address < size + PAGE; address += 8) {
            assertThat(memory.readLong(address)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20})
    void grow_whileFramesAreOpen_isSeenByAllOfThem(int by) {
        WasmInstance instance = instance();
        Memory memory = instance.memory();

        instance.call("frames", 2, by);

        assertThat(instance.call("size")).containsExactly(INITIAL + 2 * by);
        int size = (int) memory.size();
        for (int depth = 0; depth < 3; depth++) {
            assertThat(memory.readInt(4L * depth)).isEqualTo(100);
            assertThat(memory.readInt(size - 4L * (depth + 1))).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void grow_byTheHost_isSeenByItsCaller(int by) {
        WasmInstance instance = grown(2);

        assertThat(instance.call("by host", by)).containsExactly(5);
        assertThat(instance.call("by host", by)).containsExactly(5);
        assertThat(instance.call("size")).containsExactly(INITIAL + 2 + 2 * by);
    }

    @Test
    void grow_inTheOperandOfAStore_countsForTheStore() {
        WasmInstance instance = grown(2);

        assertThat(instance.call("in an operand")).containsExactly(INITIAL + 3);
    }

    @Test
    void grow_beyondTheMaximum_changesNothing() {
        WasmInstance instance = grown(2);

        assertThat(instance.call("grow", 200)).containsExactly(-1);
        assertThat(instance.call("grow", -1)).containsExactly(-1);
        assertThat(instance.call("size")).containsExactly(INITIAL + 2);
        assertTraps(instance, "load 1", (INITIAL + 2) * PAGE);
    }
}
