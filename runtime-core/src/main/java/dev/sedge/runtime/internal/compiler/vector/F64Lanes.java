package dev.sedge.runtime.internal.compiler.vector;

/**
 * One lane, a 64-bit float, as its bits. Compares answer all ones for true. Bits go in and out raw; what is computed from a
 * NaN is a quiet NaN, as the specification demands.
 */
public final class F64Lanes {

    private F64Lanes() {}

    /** The sum. */
    public static long add(long a, long b) {
        return bits(value(a) + value(b));
    }

    /** The difference. */
    public static long sub(long a, long b) {
        return bits(value(a) - value(b));
    }

    /** The product. */
    public static long mul(long a, long b) {
        return bits(value(a) * value(b));
    }

    /** The quotient. */
    public static long div(long a, long b) {
        return bits(value(a) / value(b));
    }

    /** Whether a equals b. */
    public static long eq(long a, long b) {
        return value(a) == value(b) ? -1 : 0;
    }

    /** Whether a differs from b or one is no number. */
    public static long ne(long a, long b) {
        return value(a) != value(b) ? -1 : 0;
    }

    /** Whether a is below b. */
    public static long lt(long a, long b) {
        return value(a) < value(b) ? -1 : 0;
    }

    /** Whether a is above b. */
    public static long gt(long a, long b) {
        return value(a) > value(b) ? -1 : 0;
    }

    /** Whether a is at most b. */
    public static long le(long a, long b) {
        return value(a) <= value(b) ? -1 : 0;
    }

    /** Whether a is at least b. */
    public static long ge(long a, long b) {
        return value(a) >= value(b) ? -1 : 0;
    }

    /** The smaller one, -0 below +0; NaN if one is. */
    public static long min(long a, long b) {
        double min = Math.min(value(a), value(b));
        return bits(Double.isNaN(min) ? value(a) + value(b) : min);
    }

    /** The larger one, +0 above -0; NaN if one is. */
    public static long max(long a, long b) {
        double max = Math.max(value(a), value(b));
        return bits(Double.isNaN(max) ? value(a) + value(b) : max);
    }

    /** b where b is below a, else a, bit by bit. */
    public static long pmin(long a, long b) {
        return value(b) < value(a) ? b : a;
    }

    /** b where a is below b, else a, bit by bit. */
    public static long pmax(long a, long b) {
        return value(a) < value(b) ? b : a;
    }

    /** The absolute value: the sign bit cleared. */
    public static long abs(long a) {
        return a & Long.MAX_VALUE;
    }

    /** Minus a: the sign bit turned. */
    public static long neg(long a) {
        return a ^ Long.MIN_VALUE;
    }

    /** The square root. */
    public static long sqrt(long a) {
        return bits(quiet(Math.sqrt(value(a))));
    }

    /** The next integer above or equal. */
    public static long ceil(long a) {
        return bits(quiet(Math.ceil(value(a))));
    }

    /** The next integer below or equal. */
    public static long floor(long a) {
        return bits(quiet(Math.floor(value(a))));
    }

    /** The next integer towards zero. */
    public static long trunc(long a) {
        return bits(quiet(trunc(value(a))));
    }

    /** The nearest integer, the even one of two. */
    public static long nearest(long a) {
        return bits(quiet(Math.rint(value(a))));
    }

    /** The next integer towards zero, with the sign of a. */
    static double trunc(double a) {
        return a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    /** The value of these bits. */
    static double value(long a) {
        return Double.longBitsToDouble(a);
    }

    /** The raw bits of a value. */
    static long bits(double a) {
        return Double.doubleToRawLongBits(a);
    }

    /** An addition makes a NaN quiet; rounding may pass it as it is. */
    private static double quiet(double a) {
        return Double.isNaN(a) ? a + a : a;
    }
}
