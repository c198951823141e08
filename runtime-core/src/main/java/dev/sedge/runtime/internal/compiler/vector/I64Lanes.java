package dev.sedge.runtime.internal.compiler.vector;

/** One lane of 64 bits. Compares answer all ones for true. What is a plain i64 instruction has no method. */
public final class I64Lanes {

    private I64Lanes() {}

    /** The absolute value, wrapped. */
    public static long abs(long a) {
        long sign = a >> 63;
        return (a ^ sign) - sign;
    }

    /** Whether a equals b. */
    public static long eq(long a, long b) {
        return ~ne(a, b);
    }

    /** Whether a differs from b. */
    public static long ne(long a, long b) {
        long x = a ^ b;
        return (x | -x) >> 63;
    }

    /** Whether a is below b, signed. */
    public static long ltS(long a, long b) {
        return ((a & ~b) | (~(a ^ b) & (a - b))) >> 63;
    }

    /** Whether a is at most b, signed. */
    public static long leS(long a, long b) {
        return ~ltS(b, a);
    }

    /** The bits of a where the mask is set, else those of b. */
    public static long bitselect(long a, long b, long mask) {
        return Swar.select(a, b, mask);
    }

    /** 1 when neither half is zero, else 0. */
    public static int allTrue(long low, long high) {
        return low != 0 && high != 0 ? 1 : 0;
    }

    /** 1 when any bit of both halves is set, else 0. */
    public static int anyTrue(long low, long high) {
        return (low | high) != 0 ? 1 : 0;
    }

    /** The signs of both halves, the low one in bit 0. */
    public static int bitmask(long low, long high) {
        return (int) (low >>> 63) | (int) (high >>> 63) << 1;
    }
}
