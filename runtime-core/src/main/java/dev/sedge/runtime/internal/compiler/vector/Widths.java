package dev.sedge.runtime.internal.compiler.vector;

/** Integer lanes made narrower or wider. Each method gives one half of a vector. */
public final class Widths {

    private static final long LOW_BYTES = 0x00FF00FF00FF00FFL;
    private static final long LOW_SHORTS = 0x0000FFFF0000FFFFL;
    private static final long LOW_INT = 0xFFFFFFFFL;

    private Widths() {}

    /** The 16-bit lanes of a vector as signed bytes, saturated. */
    public static long narrowI16S(long low, long high) {
        return packShorts(clampI16(low, 0xFF80FF80FF80FF80L, 0x007F007F007F007FL))
                | packShorts(clampI16(high, 0xFF80FF80FF80FF80L, 0x007F007F007F007FL)) << 32;
    }

    /** The signed 16-bit lanes of a vector as unsigned bytes, saturated. */
    public static long narrowI16U(long low, long high) {
        return packShorts(clampI16(low, 0, LOW_BYTES)) | packShorts(clampI16(high, 0, LOW_BYTES)) << 32;
    }

    /** The 32-bit lanes of a vector as signed 16-bit lanes, saturated. */
    public static long narrowI32S(long low, long high) {
        return packInts(clampI32(low, 0xFFFF8000FFFF8000L, 0x00007FFF00007FFFL))
                | packInts(clampI32(high, 0xFFFF8000FFFF8000L, 0x00007FFF00007FFFL)) << 32;
    }

    /** The signed 32-bit lanes of a vector as unsigned 16-bit lanes, saturated. */
    public static long narrowI32U(long low, long high) {
        return packInts(clampI32(low, 0, LOW_SHORTS)) | packInts(clampI32(high, 0, LOW_SHORTS)) << 32;
    }

    /** The four low bytes as 16-bit lanes, signed. */
    public static long extendLowI8S(long a) {
        long lanes = extendLowI8U(a);
        long signs = lanes & 0x0080008000800080L;
        return lanes | ((signs << 9) - (signs << 1));
    }

    /** The four high bytes as 16-bit lanes, signed. */
    public static long extendHighI8S(long a) {
        return extendLowI8S(a >>> 32);
    }

    /** The four low bytes as 16-bit lanes, unsigned. */
    public static long extendLowI8U(long a) {
        long shorts = ((a & LOW_INT) | a << 16) & LOW_SHORTS;
        return (shorts | shorts << 8) & LOW_BYTES;
    }

    /** The four high bytes as 16-bit lanes, unsigned. */
    public static long extendHighI8U(long a) {
        return extendLowI8U(a >>> 32);
    }

    /** The two low 16-bit lanes as 32-bit lanes, signed. */
    public static long extendLowI16S(long a) {
        return ((short) a & LOW_INT) | (long) (short) (a >> 16) << 32;
    }

    /** The two high 16-bit lanes as 32-bit lanes, signed. */
    public static long extendHighI16S(long a) {
        return ((short) (a >> 32) & LOW_INT) | a >> 48 << 32;
    }

    /** The two low 16-bit lanes as 32-bit lanes, unsigned. */
    public static long extendLowI16U(long a) {
        return (a & 0xFFFF) | (a & 0xFFFF0000L) << 16;
    }

    /** The two high 16-bit lanes as 32-bit lanes, unsigned. */
    public static long extendHighI16U(long a) {
        return (a >>> 32 & 0xFFFF) | a >>> 48 << 32;
    }

    /** The sums of neighbouring signed bytes as 16-bit lanes: taken with a bias of 128 each, which is given back. */
    public static long pairwiseI8S(long a) {
        return I16Lanes.sub(pairwiseI8U(a ^ 0x8080808080808080L), 0x0100010001000100L);
    }

    /** The sums of neighbouring unsigned bytes as 16-bit lanes. */
    public static long pairwiseI8U(long a) {
        return (a & LOW_BYTES) + (a >>> 8 & LOW_BYTES);
    }

    /** The sums of neighbouring signed 16-bit lanes as 32-bit lanes. */
    public static long pairwiseI16S(long a) {
        return I32Lanes.sub(pairwiseI16U(a ^ 0x8000800080008000L), 0x0001000000010000L);
    }

    /** The sums of neighbouring unsigned 16-bit lanes as 32-bit lanes. */
    public static long pairwiseI16U(long a) {
        return (a & LOW_SHORTS) + (a >>> 16 & LOW_SHORTS);
    }

    private static long clampI16(long a, long min, long max) {
        return I16Lanes.minS(I16Lanes.maxS(a, min), max);
    }

    private static long clampI32(long a, long min, long max) {
        return I32Lanes.minS(I32Lanes.maxS(a, min), max);
    }

    /** The low byte of every 16-bit lane, side by side. */
    private static long packShorts(long a) {
        long bytes = a & LOW_BYTES;
        long pairs = (bytes | bytes >>> 8) & LOW_SHORTS;
        return (pairs | pairs >>> 16) & LOW_INT;
    }

    /** The low 16 bits of both 32-bit lanes, side by side. */
    private static long packInts(long a) {
        return (a & 0xFFFF) | (a >>> 16 & 0xFFFF0000L);
    }
}
