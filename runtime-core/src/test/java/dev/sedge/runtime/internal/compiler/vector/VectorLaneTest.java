package dev.sedge.runtime.internal.compiler.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.ValueType;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Instructions with lanes and memory, by moving bytes. */
final class VectorLaneTest {

    private static final int OFFSET = 3;
    private static final int SIZE = 64;

    private final Random random = new Random(42);

    @Test
    void const_anyBytes_isTheConstant() {
        assertThat(run(0x0C, 5, -7)).isEqualTo(new long[] {5, -7});
    }

    @Property
    void shuffle_anyLanes_movesBytes(@ForAll long seed) {
        Random lanesOf = new Random(seed);
        byte[] lanes = new byte[16];
        for (int i = 0; i < 16; i++) {
            lanes[i] = (byte) lanesOf.nextInt(32);
        }
        checkShuffle(lanes);
    }

    @Property(tries = 200)
    void shuffle_runsOfBytes_movesThem(
            @ForAll @IntRange(max = 31) int first, @ForAll @IntRange(min = -3, max = 3) int step) {
        byte[] lanes = new byte[16];
        for (int i = 0; i < 16; i++) {
            lanes[i] = (byte) (first + i * step & 31);
        }
        checkShuffle(lanes);
    }

    private void checkShuffle(byte[] lanes) {
        long[] a = Vectors.vector(random);
        long[] b = Vectors.vector(random);
        byte[] both = Arrays.copyOf(Vectors.bytes(a), 32);
        System.arraycopy(Vectors.bytes(b), 0, both, 16, 16);
        byte[] expected = new byte[16];
        for (int i = 0; i < 16; i++) {
            expected[i] = both[lanes[i]];
        }
        LaneArray immediate = new LaneArray(lanes, 64);

        Object actual = run(0x0D, immediate.unsigned(0), immediate.unsigned(1), a, b);

        assertThat(Vectors.bytes((long[]) actual)).as(Arrays.toString(lanes)).isEqualTo(expected);
    }

    @Test
    void shuffle_ofWholeHalves_isNoComputation() {
        assertThat(Shuffle.half(0x1716151413121110L)).isEqualTo(Terms.low(1));
        assertThat(Shuffle.half(0x0F0E0D0C0B0A0908L)).isEqualTo(Terms.high(0));
    }

    @Test
    void shuffle_thatReversesBytes_isOneCall() {
        for (int half = 0; half < 4; half++) {
            Term term = Shuffle.half(0x0001020304050607L + half * 0x0808080808080808L);
            assertThat(term)
                    .isInstanceOfSatisfying(
                            Term.Call.class, call -> assertThat(call.name()).isEqualTo("reverseBytes"));
        }
    }

    @Property(tries = 50)
    void extractLane_everyLane_isThatLane(@ForAll long seed) {
        long[] v = Vectors.vector(new Random(seed));
        for (int lane = 0; lane < 16; lane++) {
            assertThat(run(0x15, lane, 0, v)).isEqualTo((int) lanes(v, 8).signed(lane));
            assertThat(run(0x16, lane, 0, v)).isEqualTo((int) lanes(v, 8).unsigned(lane));
        }
        for (int lane = 0; lane < 8; lane++) {
            assertThat(run(0x18, lane, 0, v)).isEqualTo((int) lanes(v, 16).signed(lane));
            assertThat(run(0x19, lane, 0, v)).isEqualTo((int) lanes(v, 16).unsigned(lane));
        }
        for (int lane = 0; lane < 4; lane++) {
            assertThat(run(0x1B, lane, 0, v)).isEqualTo((int) lanes(v, 32).signed(lane));
            assertThat(Float.floatToRawIntBits((float) run(0x1F, lane, 0, v)))
                    .isEqualTo((int) lanes(v, 32).signed(lane));
        }
        for (int lane = 0; lane < 2; lane++) {
            assertThat(run(0x1D, lane, 0, v)).isEqualTo(v[lane]);
            assertThat(Double.doubleToRawLongBits((double) run(0x21, lane, 0, v)))
                    .isEqualTo(v[lane]);
        }
    }

    @Property(tries = 50)
    void replaceLane_everyLane_changesThatLaneOnly(@ForAll long seed, @ForAll long bits) {
        long[] v = Vectors.vector(new Random(seed));
        for (int opcode = 0x17; opcode <= 0x22; opcode++) {
            VectorOp op = VectorOp.of(opcode).orElseThrow();
            for (int lane = 0; op.operands().size() == 2 && lane < VectorOpTest.lanes(op); lane++) {
                LaneArray expected = lanes(v, 128 / VectorOpTest.lanes(op));
                expected.set(lane, bits);
                assertThat(Vectors.bytes((long[])
                                run(opcode, lane, 0, v, scalar(op.operands().get(1), bits))))
                        .as("%s %d", op, lane)
                        .isEqualTo(expected.bytes());
            }
        }
    }

    @Property(tries = 50)
    void splat_everyType_fillsAllLanes(@ForAll long bits) {
        int[] widths = {8, 16, 32, 64, 32, 64};
        for (int i = 0; i < widths.length; i++) {
            VectorOp op = VectorOp.of(0x0F + i).orElseThrow();
            assertThat(Vectors.bytes(
                            (long[]) run(0x0F + i, 0, 0, scalar(op.operands().get(0), bits))))
                    .as(op.name())
                    .isEqualTo(LaneArray.of(widths[i], lane -> bits).bytes());
        }
    }

    private static Object scalar(ValueType type, long bits) {
        return switch (type) {
            case I32 -> (int) bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            default -> bits;
        };
    }

    @Property(tries = 50)
    void loads_insideMemory_readTheirBytes(@ForAll long seed, @ForAll @IntRange(max = SIZE - 16 - OFFSET) int address) {
        byte[] memory = new byte[SIZE];
        new Random(seed).nextBytes(memory);
        LaneArray at = new LaneArray(Arrays.copyOfRange(memory, address + OFFSET, address + OFFSET + 16), 64);

        assertThat(loaded(0x00, memory, address)).isEqualTo(at.bytes());
        for (int width = 8; width <= 32; width *= 2) {
            LaneArray from = at.as(width);
            int opcode = 0x01 + 2 * Integer.numberOfTrailingZeros(width / 8);
            assertThat(loaded(opcode, memory, address)).isEqualTo(lanesOf(width * 2, from::signed));
            assertThat(loaded(opcode + 1, memory, address)).isEqualTo(lanesOf(width * 2, from::unsigned));
        }
        for (int width = 8; width <= 64; width *= 2) {
            long first = at.as(width).unsigned(0);
            int opcode = 0x07 + Integer.numberOfTrailingZeros(width / 8);
            assertThat(loaded(opcode, memory, address)).isEqualTo(lanesOf(width, lane -> first));
        }
        assertThat(loaded(0x5C, memory, address))
                .isEqualTo(lanesOf(32, i -> i == 0 ? at.as(32).unsigned(0) : 0));
        assertThat(loaded(0x5D, memory, address)).isEqualTo(lanesOf(64, i -> i == 0 ? at.unsigned(0) : 0));
    }

    private static byte[] loaded(int opcode, byte[] memory, int address) {
        Lowering lowering = VectorOp.of(opcode).orElseThrow().lower(0, 0);
        return Vectors.bytes((long[]) new VectorRunner(memory, OFFSET).run(lowering, address));
    }

    private static byte[] lanesOf(int width, IntToLongFunction lane) {
        return LaneArray.of(width, lane).bytes();
    }

    @Property(tries = 50)
    void laneAccess_insideMemory_movesOneLane(
            @ForAll long seed, @ForAll @IntRange(max = SIZE - 8 - OFFSET) int address) {
        byte[] memory = new byte[SIZE];
        new Random(seed).nextBytes(memory);
        for (int width = 8; width <= 64; width *= 2) {
            int opcode = 0x54 + Integer.numberOfTrailingZeros(width / 8);
            for (int lane = 0; lane < 128 / width; lane++) {
                long[] v = Vectors.vector(random);
                byte[] expected = Vectors.bytes(v);
                System.arraycopy(memory, address + OFFSET, expected, lane * width / 8, width / 8);
                VectorRunner runner = new VectorRunner(memory, OFFSET);
                Object vector = runner.run(VectorOp.of(opcode).orElseThrow().lower(lane, 0), address, v);
                assertThat(Vectors.bytes((long[]) vector)).isEqualTo(expected);

                byte[] stored = memory.clone();
                System.arraycopy(Vectors.bytes(v), lane * width / 8, stored, address + OFFSET, width / 8);
                runner.run(VectorOp.of(opcode + 4).orElseThrow().lower(lane, 0), address, v);
                assertThat(memory).isEqualTo(stored);
            }
        }
    }

    @Test
    void store_insideMemory_writesBothHalves() {
        byte[] memory = new byte[SIZE];
        long[] v = {0x0807060504030201L, 0x100F0E0D0C0B0A09L};

        new VectorRunner(memory, OFFSET).run(VectorOp.of(0x0B).orElseThrow().lower(0, 0), 5, v);

        assertThat(Arrays.copyOfRange(memory, 8, 24)).isEqualTo(Vectors.bytes(v));
        assertThat(Arrays.copyOfRange(memory, 24, SIZE)).containsOnly(0);
    }

    @Test
    void store_acrossTheEnd_writesNothing() {
        Lowering store = VectorOp.of(0x0B).orElseThrow().lower(0, 0);
        for (int address = SIZE - OFFSET - 15; address < SIZE; address++) {
            byte[] memory = new byte[SIZE];
            int at = address;
            assertThatThrownBy(() -> new VectorRunner(memory, OFFSET).run(store, at, new long[] {-1, -1}))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(memory).containsOnly(0);
        }
    }

    private static LaneArray lanes(long[] vector, int width) {
        return new LaneArray(Vectors.bytes(vector), width);
    }

    private static Object run(int opcode, long low, long high, Object... operands) {
        return new VectorRunner(new byte[0], 0)
                .run(VectorOp.of(opcode).orElseThrow().lower(low, high), operands);
    }
}
