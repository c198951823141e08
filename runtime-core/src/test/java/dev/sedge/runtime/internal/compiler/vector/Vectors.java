package dev.sedge.runtime.internal.compiler.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.LongSupplier;

/** Vectors worth a test: random ones, and ones made of lanes at the edges of each kind. */
public final class Vectors {

    private static final long[] BYTES = {0, 1, 2, 0x0F, 0x10, 0x7E, 0x7F, 0x80, 0x81, 0xFE, 0xFF};
    private static final long[] SHORTS = {
        0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0x8001, 0xFF7F, 0xFF80, 0xFFFE, 0xFFFF
    };
    private static final long[] INTS = {
        0,
        1,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x10000,
        0x7FFFFFFF,
        0x80000000L,
        0x80000001L,
        0xFFFF7FFFL,
        0xFFFF8000L,
        0xFFFFFFFFL
    };
    private static final long[] LONGS = {
        0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, 0xFFFFFFFFL, 0x80000000L, 0x100000000L
    };
    private static final float[] FLOATS = {
        0,
        1,
        0.5f,
        1.5f,
        2.5f,
        0.49999997f,
        3.7f,
        8388609,
        16777216,
        0xFFFFFFp7f,
        0x1p31f,
        0xFFFFFFp8f,
        0x1p32f,
        9.3e18f,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY
    };
    private static final int[] FLOAT_NANS = {0x7FC00000, 0x7F800001, 0x7FA00000, 0x7FFFFFFF};
    private static final double[] DOUBLES = {
        0,
        1,
        0.5,
        1.5,
        2.5,
        0.49999999999999994,
        4503599627370495.5,
        9007199254740991.0,
        2147483647,
        2147483647.5,
        2147483648.0,
        4294967295.0,
        4294967295.5,
        4294967296.0,
        1e300,
        3.5e38,
        1e-40,
        1e-50,
        16777217,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY
    };
    private static final long[] DOUBLE_NANS = {
        0x7FF8000000000000L, 0x7FF0000000000001L, 0x7FF4000000000000L, 0x7FFFFFFFFFFFFFFFL
    };

    private Vectors() {}

    /** Both halves, each of a kind of its own. */
    public static long[] vector(Random random) {
        return new long[] {half(random), half(random)};
    }

    private static long half(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> random.nextLong();
            case 1 -> lanes(random, 8, () -> pick(random, BYTES));
            case 2 -> lanes(random, 16, () -> pick(random, SHORTS));
            case 3 -> lanes(random, 32, () -> pick(random, INTS));
            case 4 -> pick(random, LONGS);
            case 5 -> lanes(random, 32, () -> floatBits(random));
            default -> doubleBits(random);
        };
    }

    /** A pair that now and then has equal lanes. */
    public static long[] near(Random random, long[] other) {
        return new long[] {
            random.nextInt(4) == 0 ? other[0] ^ 1L << random.nextInt(64) : half(random),
            random.nextInt(4) == 0 ? other[1] : half(random)
        };
    }

    private static long lanes(Random random, int width, LongSupplier lane) {
        long half = 0;
        for (int shift = 0; shift < 64; shift += width) {
            long value = random.nextInt(4) == 0 ? random.nextLong() : lane.getAsLong();
            half |= (value & -1L >>> (64 - width)) << shift;
        }
        return half;
    }

    private static long floatBits(Random random) {
        int bits = random.nextInt(5) == 0
                ? FLOAT_NANS[random.nextInt(FLOAT_NANS.length)]
                : Float.floatToRawIntBits(FLOATS[random.nextInt(FLOATS.length)]);
        return random.nextBoolean() ? bits : bits | 1 << 31;
    }

    private static long doubleBits(Random random) {
        long bits = random.nextInt(5) == 0
                ? pick(random, DOUBLE_NANS)
                : Double.doubleToRawLongBits(DOUBLES[random.nextInt(DOUBLES.length)]);
        return random.nextBoolean() ? bits : bits | 1L << 63;
    }

    private static long pick(Random random, long[] values) {
        return values[random.nextInt(values.length)];
    }

    /** The bytes of a vector, lane 0 first. */
    public static byte[] bytes(long[] vector) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(vector[0])
                .putLong(vector[1])
                .array();
    }
}
