package dev.sedge.runtime.internal.compiler.vector;

/** Four lanes of 16 bits in a {@code long}. Compares answer all ones for true. */
public final class I16Lanes {

    private static final int WIDTH = 16;
    private static final long SIGNS = 0x8000800080008000L;
    private static final long ONES = 0x0001000100010001L;
    private static final long MAX = 0xFFFFL;

    private I16Lanes() {}

    /** The sum, wrapped. */
    public static long add(long a, long b) {
        return Swar.add(a, b, SIGNS);
    }

    /** The difference, wrapped. */
    public static long sub(long a, long b) {
        return Swar.sub(a, b, SIGNS);
    }

    /** The product, wrapped. */
    public static long mul(long a, long b) {
        return (a * b & MAX)
                | ((a >>> 16) * (b >>> 16) & MAX) << 16
                | ((a >>> 32) * (b >>> 32) & MAX) << 32
                | ((a >>> 48) * (b >>> 48)) << 48;
    }

    /** The product of two fractions with 15 bits behind the point, rounded, at most the largest value. */
    public static long q15mulrSatS(long a, long b) {
        return q15((short) a, (short) b)
                | (q15((short) (a >> 16), (short) (b >> 16)) << 16)
                | (q15((short) (a >> 32), (short) (b >> 32)) << 32)
                | (q15((short) (a >> 48), (short) (b >> 48)) << 48);
    }

    /** The sum, at most the largest and at least the smallest value. */
    public static long addSatS(long a, long b) {
        return Swar.addSaturatedSigned(a, b, SIGNS, WIDTH);
    }

    /** The unsigned sum, at most the largest value. */
    public static long addSatU(long a, long b) {
        return Swar.addSaturatedUnsigned(a, b, SIGNS, WIDTH);
    }

    /** The difference, at most the largest and at least the smallest value. */
    public static long subSatS(long a, long b) {
        return Swar.subSaturatedSigned(a, b, SIGNS, WIDTH);
    }

    /** The unsigned difference, at least zero. */
    public static long subSatU(long a, long b) {
        return Swar.subSaturatedUnsigned(a, b, SIGNS, WIDTH);
    }

    /** The unsigned average, rounded up. */
    public static long avgrU(long a, long b) {
        return Swar.average(a, b, SIGNS);
    }

    /** Minus a, wrapped. */
    public static long neg(long a) {
        return Swar.sub(0, a, SIGNS);
    }

    /** The absolute value, wrapped. */
    public static long abs(long a) {
        return Swar.abs(a, SIGNS, WIDTH);
    }

    /** Whether a equals b. */
    public static long eq(long a, long b) {
        return ~ne(a, b);
    }

    /** Whether a differs from b. */
    public static long ne(long a, long b) {
        return Swar.spread(Swar.nonZero(a ^ b, SIGNS), WIDTH);
    }

    /** Whether a is below b, signed. */
    public static long ltS(long a, long b) {
        return Swar.spread(Swar.belowSigned(a, b, SIGNS), WIDTH);
    }

    /** Whether a is below b, unsigned. */
    public static long ltU(long a, long b) {
        return Swar.spread(Swar.belowUnsigned(a, b, SIGNS), WIDTH);
    }

    /** Whether a is at most b, signed. */
    public static long leS(long a, long b) {
        return ~ltS(b, a);
    }

    /** Whether a is at most b, unsigned. */
    public static long leU(long a, long b) {
        return ~ltU(b, a);
    }

    /** The smaller one, signed. */
    public static long minS(long a, long b) {
        return Swar.select(a, b, ltS(a, b));
    }

    /** The smaller one, unsigned. */
    public static long minU(long a, long b) {
        return Swar.select(a, b, ltU(a, b));
    }

    /** The larger one, signed. */
    public static long maxS(long a, long b) {
        return Swar.select(b, a, ltS(a, b));
    }

    /** The larger one, unsigned. */
    public static long maxU(long a, long b) {
        return Swar.select(b, a, ltU(a, b));
    }

    /** Shifted left by the count modulo the width. */
    public static long shl(long a, int count) {
        int n = count & (WIDTH - 1);
        return (a << n) & (((MAX << n) & MAX) * ONES);
    }

    /** Shifted right by the count modulo the width, zeros moving in. */
    public static long shrU(long a, int count) {
        int n = count & (WIDTH - 1);
        return (a >>> n) & ((MAX >>> n) * ONES);
    }

    /** Shifted right by the count modulo the width, signs moving in. */
    public static long shrS(long a, int count) {
        int n = count & (WIDTH - 1);
        long kept = (MAX >>> n) * ONES;
        return ((a >>> n) & kept) | (Swar.spread(a & SIGNS, WIDTH) & ~kept);
    }

    /** 1 when no lane of both halves is zero, else 0. */
    public static int allTrue(long low, long high) {
        return (Swar.nonZero(low, SIGNS) & Swar.nonZero(high, SIGNS)) == SIGNS ? 1 : 0;
    }

    /** The signs of all lanes of both halves, lane 0 in bit 0. */
    public static int bitmask(long low, long high) {
        return signs(low) | (signs(high) << 4);
    }

    /** Only -1 times -1 is too large. */
    private static long q15(int a, int b) {
        return Math.min((a * b + 0x4000) >> 15, Short.MAX_VALUE) & MAX;
    }

    /** One multiplication moves the four signs side by side into bit 48 and up. */
    private static int signs(long a) {
        return (int) ((((a & SIGNS) >>> 15) * 0x0001000200040008L) >>> 48) & 0xF;
    }
}
