package dev.sedge.runtime.internal.compiler.vector;

import java.util.Arrays;
import java.util.List;

/** What the specification leaves open: sign and payload of a NaN that an instruction computes. */
public final class Nans {

    private static final List<String> BITWISE =
            List.of("abs", "neg", "pmin", "pmax", "eq", "ne", "lt", "gt", "le", "ge", "splat", "replace_lane");

    private Nans() {}

    /** The width of the float lanes that an instruction computes, 0 when its result is exact. */
    public static int width(VectorOp op) {
        String name = op.name();
        boolean exact = !name.startsWith("f") || BITWISE.contains(name.substring(name.indexOf('.') + 1));
        return exact ? 0 : name.startsWith("f32") ? 32 : 64;
    }

    /** Whether lanes are equal, or quiet NaNs where a NaN is expected. */
    public static boolean same(int width, byte[] expected, byte[] actual) {
        if (width == 0) {
            return Arrays.equals(expected, actual);
        }
        LaneArray x = new LaneArray(expected, width);
        LaneArray y = new LaneArray(actual, width);
        long quiet = width == 32 ? 0x7FC00000L : 0x7FF8000000000000L;
        boolean same = true;
        for (int i = 0; i < x.count(); i++) {
            same &= Double.isNaN(x.real(i)) ? (y.unsigned(i) & quiet) == quiet : x.unsigned(i) == y.unsigned(i);
        }
        return same;
    }

    /** A vector with the canonical NaN, of either sign, in place of every NaN of either width. */
    static long[] canonical(long[] vector) {
        return canonical(canonical(vector, 32), 64);
    }

    /** A vector with the canonical NaN, of either sign, in place of every NaN of that width. */
    static long[] canonical(long[] vector, int width) {
        long sign = 1L << (width - 1);
        LaneArray lanes = new LaneArray(Vectors.bytes(vector), width);
        LaneArray result = LaneArray.of(
                width,
                i -> Double.isNaN(lanes.real(i))
                        ? lanes.bits(Double.NaN) | (lanes.unsigned(i) & sign)
                        : lanes.unsigned(i));
        return new long[] {result.as(64).unsigned(0), result.as(64).unsigned(1)};
    }
}
