package dev.sedge.runtime.internal.compiler.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sedge.runtime.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every instruction on vectors without immediates, on edge values and random ones, against the plain reference. */
final class VectorArithmeticTest {

    private static final List<VectorOp> PURE = IntStream.range(0, 256)
            .mapToObj(VectorOp::of)
            .flatMap(Optional::stream)
            .filter(op -> op.immediate() == Immediate.NONE && op.operands().get(0) == ValueType.V128)
            .toList();

    private final VectorRunner runner = new VectorRunner(new byte[0], 0);

    @Property(tries = 400)
    void everyInstruction_onAnyVectors_isTheReference(@ForAll long seed) {
        Random random = new Random(seed);
        for (VectorOp op : PURE) {
            long[] a = Vectors.vector(random);
            if (op.operands().contains(ValueType.I32)) {
                checkShift(op, a, random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(65));
            } else if (op.lower(0, 0).outcome() instanceof Outcome.Scalar) {
                checkReduction(op, random.nextInt(4) == 0 ? new long[] {0, random.nextInt(2)} : a);
            } else {
                check(op, a, Vectors.near(random, a), Vectors.vector(random));
            }
        }
    }

    /** All pairs of bytes, sixteen at a time: the instructions on bytes are then proved. */
    @Property(tries = 1)
    void everyInstructionOnBytes_onAllPairs_isTheReference() {
        List<VectorOp> ops =
                PURE.stream().filter(op -> op.name().startsWith("i8x16")).toList();
        for (int x = 0; x < 256; x++) {
            for (int y = 0; y < 256; y += 16) {
                long[] a = {x * 0x0101010101010101L, (255 - x) * 0x0101010101010101L};
                long[] b = {y * 0x0101010101010101L + 0x0706050403020100L, y * 0x0101010101010101L + 0x0F0E0D0C0B0A0908L
                };
                for (VectorOp op : ops) {
                    if (op.operands().equals(List.of(ValueType.V128, ValueType.V128))) {
                        check(op, a, b, a);
                        check(op, new long[] {b[0], a[1]}, new long[] {a[0], b[1]}, a);
                    }
                }
            }
        }
    }

    /** Without a NaN of its own an instruction may only make the canonical one. */
    @Property(tries = 400)
    void floatInstructions_withoutOtherNans_giveTheCanonicalNan(@ForAll long seed) {
        Random random = new Random(seed);
        for (VectorOp op : PURE) {
            int width = Nans.width(op);
            if (width != 0) {
                long[] a = Nans.canonical(Vectors.vector(random));
                long[] b = Nans.canonical(Vectors.vector(random));
                long[] result = (long[]) runner.run(op.lower(0, 0), operands(op, a, b, a));
                assertThat(Nans.canonical(result, width)).as(failure(op, a, b)).isEqualTo(result);
            }
        }
    }

    private void check(VectorOp op, long[] a, long[] b, long[] c) {
        Object[] operands = operands(op, a, b, c);
        byte[] expected = Reference.vector(
                op.name(),
                Arrays.stream(operands).map(v -> Vectors.bytes((long[]) v)).toList());
        long[] actual = (long[]) runner.run(op.lower(0, 0), operands);
        if (!Nans.same(Nans.width(op), expected, Vectors.bytes(actual))) {
            fail("%s: expected %s, was %s".formatted(failure(op, a, b), hex(expected), hex(Vectors.bytes(actual))));
        }
    }

    private static Object[] operands(VectorOp op, long[] a, long[] b, long[] c) {
        List<Object> all = new ArrayList<>(List.of(a, b, c));
        return all.subList(0, op.operands().size()).toArray();
    }

    private void checkShift(VectorOp op, long[] vector, int count) {
        long[] actual = (long[]) runner.run(op.lower(0, 0), vector, count);
        assertThat(Vectors.bytes(actual))
                .as(failure(op, vector, new long[] {count}))
                .isEqualTo(Reference.shift(op.name(), Vectors.bytes(vector), count));
    }

    private void checkReduction(VectorOp op, long[] vector) {
        assertThat(runner.run(op.lower(0, 0), (Object) vector))
                .as(failure(op, vector, vector))
                .isEqualTo(Reference.reduce(op.name(), Vectors.bytes(vector)));
    }

    private static String failure(VectorOp op, long[] a, long[] b) {
        return op + " " + Arrays.toString(a) + " " + Arrays.toString(b);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
