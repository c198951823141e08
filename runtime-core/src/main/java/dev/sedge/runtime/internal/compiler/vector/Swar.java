package dev.sedge.runtime.internal.compiler.vector;

/**
 * Integer lanes of any width inside one {@code long}, without branches. {@code signs} has the highest bit of every lane
 * and nothing else; a mask has all bits of a lane or none.
 */
final class Swar {

    private Swar() {}

    /** No carry leaves a lane: the highest bits are added without one. */
    static long add(long a, long b, long signs) {
        return ((a & ~signs) + (b & ~signs)) ^ ((a ^ b) & signs);
    }

    /** No borrow leaves a lane: each has its highest bit set to lend from. */
    static long sub(long a, long b, long signs) {
        return ((a | signs) - (b & ~signs)) ^ (~(a ^ b) & signs);
    }

    /** The mask of the lanes whose highest bit is set in {@code bits}, which has no other bits. */
    static long spread(long bits, int width) {
        return (bits << 1) - (bits >>> (width - 1));
    }

    /** The highest bit of every lane that is not zero. */
    static long nonZero(long a, long signs) {
        return (((a & ~signs) + ~signs) | a) & signs;
    }

    /** The highest bit of every lane where a is below b, both signed. */
    static long belowSigned(long a, long b, long signs) {
        return ((a & ~b) | (~(a ^ b) & sub(a, b, signs))) & signs;
    }

    /** The highest bit of every lane where a is below b, both unsigned: where a - b borrows. */
    static long belowUnsigned(long a, long b, long signs) {
        return ((~a & b) | (~(a ^ b) & sub(a, b, signs))) & signs;
    }

    /** The lanes of a where the mask is set, else those of b. */
    static long select(long a, long b, long mask) {
        return b ^ ((a ^ b) & mask);
    }

    /** The absolute values; the smallest value stays, as it has none. */
    static long abs(long a, long signs, int width) {
        long negative = a & signs;
        return (a ^ spread(negative, width)) + (negative >>> (width - 1));
    }

    /** (a + b + 1) / 2, unsigned, without overflow. */
    static long average(long a, long b, long signs) {
        return (a | b) - (((a ^ b) >>> 1) & ~signs);
    }

    /** The sum, or the nearest value there is, signed. */
    static long addSaturatedSigned(long a, long b, long signs, int width) {
        long sum = add(a, b, signs);
        return select(limit(a, signs, width), sum, spread((a ^ sum) & ~(a ^ b) & signs, width));
    }

    /** The sum, or the largest value there is, unsigned. */
    static long addSaturatedUnsigned(long a, long b, long signs, int width) {
        long sum = add(a, b, signs);
        return sum | spread(((a & b) | ((a | b) & ~sum)) & signs, width);
    }

    /** The difference, or the nearest value there is, signed. */
    static long subSaturatedSigned(long a, long b, long signs, int width) {
        long difference = sub(a, b, signs);
        return select(limit(a, signs, width), difference, spread((a ^ difference) & (a ^ b) & signs, width));
    }

    /** The difference, or zero, unsigned. */
    static long subSaturatedUnsigned(long a, long b, long signs, int width) {
        return sub(a, b, signs) & ~spread(belowUnsigned(a, b, signs), width);
    }

    /** What overflows towards the side of a ends at: the smallest value where a is negative, else the largest. */
    private static long limit(long a, long signs, int width) {
        return ~signs + ((a & signs) >>> (width - 1));
    }
}
