package dev.sedge.runtime.internal.compiler.vector;

/**
 * Two lanes of 32 bits in a {@code long}. Compares answer all ones for true; they subtract in 64 bits and keep the sign,
 * so that there is neither a branch nor a compare of {@code int} values.
 */
public final class I32Lanes {

    private static final long SIGNS = 0x8000000080000000L;
    private static final long ONES = 0x0000000100000001L;
    private static final long LOW = 0xFFFFFFFFL;

    private I32Lanes() {}

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
        return (a * b & LOW) | ((a >>> 32) * (b >>> 32)) << 32;
    }

    /** Minus a, wrapped. */
    public static long neg(long a) {
        return Swar.sub(0, a, SIGNS);
    }

    /** The absolute value, wrapped. */
    public static long abs(long a) {
        return Swar.abs(a, SIGNS, 32);
    }

    /** Whether a equals b. */
    public static long eq(long a, long b) {
        return ~ne(a, b);
    }

    /** Whether a differs from b. */
    public static long ne(long a, long b) {
        long x = a ^ b;
        return join(-(x & LOW) >> 63, -(x >>> 32) >> 63);
    }

    /** Whether a is below b, signed. */
    public static long ltS(long a, long b) {
        return join(((long) (int) a - (int) b) >> 63, ((a >> 32) - (b >> 32)) >> 63);
    }

    /** Whether a is below b, unsigned. */
    public static long ltU(long a, long b) {
        return join(((a & LOW) - (b & LOW)) >> 63, ((a >>> 32) - (b >>> 32)) >> 63);
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

    /** Shifted left by the count modulo 32. */
    public static long shl(long a, int count) {
        int n = count & 31;
        return (a << n) & (((LOW << n) & LOW) * ONES);
    }

    /** Shifted right by the count modulo 32, zeros moving in. */
    public static long shrU(long a, int count) {
        int n = count & 31;
        return (a >>> n) & ((LOW >>> n) * ONES);
    }

    /** Shifted right by the count modulo 32, signs moving in. */
    public static long shrS(long a, int count) {
        return join((int) a >> count, (a >> 32) >> (count & 31));
    }

    /** The sum of the two products of 16-bit lanes that lie in each lane, signed, wrapped. */
    public static long dotI16S(long a, long b) {
        return join(
                (short) a * (short) b + (short) (a >> 16) * (short) (b >> 16),
                (long) (short) (a >> 32) * (short) (b >> 32) + (a >> 48) * (b >> 48));
    }

    /** 1 when no lane of both halves is zero, else 0. */
    public static int allTrue(long low, long high) {
        return (Swar.nonZero(low, SIGNS) & Swar.nonZero(high, SIGNS)) == SIGNS ? 1 : 0;
    }

    /** The signs of all lanes of both halves, lane 0 in bit 0. */
    public static int bitmask(long low, long high) {
        return signs(low) | signs(high) << 2;
    }

    /** The low 32 bits of two values. */
    private static long join(long low, long high) {
        return (low & LOW) | high << 32;
    }

    private static int signs(long a) {
        return ((int) (a >>> 31) & 1) | (int) (a >>> 63) << 1;
    }
}
