package dev.sedge.runtime.internal.compiler.vector;

/**
 * Two lanes of 32-bit floats in a {@code long}. Compares answer all ones for true. Bits go in and out raw; what is computed
 * from a NaN is a quiet NaN, as the specification demands.
 */
public final class F32Lanes {

    private static final long SIGNS = 0x8000000080000000L;

    private F32Lanes() {}

    /** The sum. */
    public static long add(long a, long b) {
        return join(low(a) + low(b), high(a) + high(b));
    }

    /** The difference. */
    public static long sub(long a, long b) {
        return join(low(a) - low(b), high(a) - high(b));
    }

    /** The product. */
    public static long mul(long a, long b) {
        return join(low(a) * low(b), high(a) * high(b));
    }

    /** The quotient. */
    public static long div(long a, long b) {
        return join(low(a) / low(b), high(a) / high(b));
    }

    /** Whether a equals b. */
    public static long eq(long a, long b) {
        return joinBits(low(a) == low(b) ? -1 : 0, high(a) == high(b) ? -1 : 0);
    }

    /** Whether a differs from b or one is no number. */
    public static long ne(long a, long b) {
        return joinBits(low(a) != low(b) ? -1 : 0, high(a) != high(b) ? -1 : 0);
    }

    /** Whether a is below b. */
    public static long lt(long a, long b) {
        return joinBits(low(a) < low(b) ? -1 : 0, high(a) < high(b) ? -1 : 0);
    }

    /** Whether a is above b. */
    public static long gt(long a, long b) {
        return joinBits(low(a) > low(b) ? -1 : 0, high(a) > high(b) ? -1 : 0);
    }

    /** Whether a is at most b. */
    public static long le(long a, long b) {
        return joinBits(low(a) <= low(b) ? -1 : 0, high(a) <= high(b) ? -1 : 0);
    }

    /** Whether a is at least b. */
    public static long ge(long a, long b) {
        return joinBits(low(a) >= low(b) ? -1 : 0, high(a) >= high(b) ? -1 : 0);
    }

    /** The smaller one, -0 below +0; NaN if one is. */
    public static long min(long a, long b) {
        return join(min(low(a), low(b)), min(high(a), high(b)));
    }

    /** The larger one, +0 above -0; NaN if one is. */
    public static long max(long a, long b) {
        return join(max(low(a), low(b)), max(high(a), high(b)));
    }

    /** b where b is below a, else a, bit by bit. */
    public static long pmin(long a, long b) {
        return Swar.select(b, a, lt(b, a));
    }

    /** b where a is below b, else a, bit by bit. */
    public static long pmax(long a, long b) {
        return Swar.select(b, a, lt(a, b));
    }

    /** The absolute value: the sign bits cleared. */
    public static long abs(long a) {
        return a & ~SIGNS;
    }

    /** Minus a: the sign bits turned. */
    public static long neg(long a) {
        return a ^ SIGNS;
    }

    /** The square root. */
    public static long sqrt(long a) {
        return join((float) Math.sqrt(low(a)), (float) Math.sqrt(high(a)));
    }

    /** The next integer above or equal. */
    public static long ceil(long a) {
        return join((float) Math.ceil(low(a)), (float) Math.ceil(high(a)));
    }

    /** The next integer below or equal. */
    public static long floor(long a) {
        return join((float) Math.floor(low(a)), (float) Math.floor(high(a)));
    }

    /** The next integer towards zero. */
    public static long trunc(long a) {
        return join((float) F64Lanes.trunc((double) low(a)), (float) F64Lanes.trunc((double) high(a)));
    }

    /** The nearest integer, the even one of two. */
    public static long nearest(long a) {
        return join((float) Math.rint(low(a)), (float) Math.rint(high(a)));
    }

    /** The low lane. */
    static float low(long a) {
        return Float.intBitsToFloat((int) a);
    }

    /** The high lane. */
    static float high(long a) {
        return Float.intBitsToFloat((int) (a >>> 32));
    }

    /** Two lanes side by side. */
    static long join(float low, float high) {
        return joinBits(Float.floatToRawIntBits(low), Float.floatToRawIntBits(high));
    }

    /** Two lanes of 32 bits side by side. */
    static long joinBits(int low, int high) {
        return (low & 0xFFFFFFFFL) | (long) high << 32;
    }

    /** The addition makes a NaN quiet; {@link Math#min} may pass it as it is. */
    private static float min(float a, float b) {
        float min = Math.min(a, b);
        return Float.isNaN(min) ? a + b : min;
    }

    private static float max(float a, float b) {
        float max = Math.max(a, b);
        return Float.isNaN(max) ? a + b : max;
    }
}
