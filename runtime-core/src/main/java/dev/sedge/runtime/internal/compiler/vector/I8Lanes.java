package dev.sedge.runtime.internal.compiler.vector;

/** Eight lanes of 8 bits in a {@code long}. Compares answer all ones for true. */
public final class I8Lanes {

    private static final int WIDTH = 8;
    private static final long SIGNS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long MAX = 0xFFL;

    private I8Lanes() {}

    /** The sum, wrapped. */
    public static long add(long a, long b) {
        return Swar.add(a, b, SIGNS);
    }

    /** The difference, wrapped. */
    public static long sub(long a, long b) {
        return Swar.sub(a, b, SIGNS);
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
        return signs(low) | (signs(high) << 8);
    }

    /** How many bits are set. */
    public static long popcnt(long a) {
        long pairs = a - ((a >>> 1) & 0x5555555555555555L);
        long quads = (pairs & 0x3333333333333333L) + ((pairs >>> 2) & 0x3333333333333333L);
        return (quads + (quads >>> 4)) & 0x0F0F0F0F0F0F0F0FL;
    }

    /** The lanes of a vector that the lanes of {@code indices} number, zero for a number above 15. */
    public static long swizzle(long low, long high, long indices) {
        return swizzleFour(low, high, indices) | (swizzleFour(low, high, indices >>> 32) << 32);
    }

    private static long swizzleFour(long low, long high, long indices) {
        return pick(low, high, (int) indices & 0xFF)
                | (pick(low, high, (int) indices >>> 8 & 0xFF) << 8)
                | (pick(low, high, (int) indices >>> 16 & 0xFF) << 16)
                | (pick(low, high, (int) indices >>> 24) << 24);
    }

    /** One lane by its number; the branch-free way to say "high from 8 on, nothing from 16 on". */
    private static long pick(long low, long high, int index) {
        long upper = -(long) (index >>> 3 & 1);
        long inside = (long) (index - 16) >> 63;
        return (Swar.select(high, low, upper) >>> (index << 3)) & inside & MAX;
    }

    /** One multiplication moves the eight signs side by side into the highest byte. */
    private static int signs(long a) {
        return (int) ((((a & SIGNS) >>> 7) * 0x0102040810204080L) >>> 56);
    }
}
