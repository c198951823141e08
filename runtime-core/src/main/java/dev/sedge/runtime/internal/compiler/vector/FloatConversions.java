package dev.sedge.runtime.internal.compiler.vector;

/** Lanes of floats from and to integers and the other width. {@code (int)} and {@code (long)} saturate and make NaN zero. */
public final class FloatConversions {

    private static final long LOW = 0xFFFFFFFFL;

    private FloatConversions() {}

    /** Two f32 lanes as signed i32 lanes, saturated. */
    public static long truncSatF32S(long a) {
        return F32Lanes.joinBits((int) F32Lanes.low(a), (int) F32Lanes.high(a));
    }

    /** Two f32 lanes as unsigned i32 lanes, saturated. */
    public static long truncSatF32U(long a) {
        return saturateU((long) F32Lanes.low(a)) | saturateU((long) F32Lanes.high(a)) << 32;
    }

    /** Two f64 lanes as signed i32 lanes, saturated. */
    public static long truncSatF64S(long low, long high) {
        return F32Lanes.joinBits((int) F64Lanes.value(low), (int) F64Lanes.value(high));
    }

    /** Two f64 lanes as unsigned i32 lanes, saturated. */
    public static long truncSatF64U(long low, long high) {
        return saturateU((long) F64Lanes.value(low)) | saturateU((long) F64Lanes.value(high)) << 32;
    }

    /** Two signed i32 lanes as f32 lanes. */
    public static long convertF32S(long a) {
        return F32Lanes.join((float) (int) a, (float) (int) (a >>> 32));
    }

    /** Two unsigned i32 lanes as f32 lanes. */
    public static long convertF32U(long a) {
        return F32Lanes.join((float) (a & LOW), (float) (a >>> 32));
    }

    /** The low signed i32 lane as f64. */
    public static long convertLowF64S(long a) {
        return F64Lanes.bits((double) (int) a);
    }

    /** The high signed i32 lane as f64. */
    public static long convertHighF64S(long a) {
        return F64Lanes.bits((double) (a >> 32));
    }

    /** The low unsigned i32 lane as f64. */
    public static long convertLowF64U(long a) {
        return F64Lanes.bits((double) (a & LOW));
    }

    /** The high unsigned i32 lane as f64. */
    public static long convertHighF64U(long a) {
        return F64Lanes.bits((double) (a >>> 32));
    }

    /** The low f32 lane as f64. */
    public static long promoteLow(long a) {
        return F64Lanes.bits((double) F32Lanes.low(a));
    }

    /** The high f32 lane as f64. */
    public static long promoteHigh(long a) {
        return F64Lanes.bits((double) F32Lanes.high(a));
    }

    /** Two f64 lanes as f32 lanes. */
    public static long demote(long low, long high) {
        return F32Lanes.join((float) F64Lanes.value(low), (float) F64Lanes.value(high));
    }

    private static long saturateU(long a) {
        return Math.min(Math.max(a, 0), LOW);
    }
}
