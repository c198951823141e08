package dev.sedge.runtime.internal.compiler.vector;

import java.util.function.IntToLongFunction;

/** Sixteen bytes seen as lanes of some width: the plainest picture of a vector, for the reference to compute on. */
final class LaneArray {

    private final byte[] bytes;
    private final int width;

    LaneArray(byte[] bytes, int width) {
        this.bytes = bytes;
        this.width = width;
    }

    static LaneArray of(int width, IntToLongFunction lane) {
        LaneArray array = new LaneArray(new byte[16], width);
        for (int i = 0; i < array.count(); i++) {
            array.set(i, lane.applyAsLong(i));
        }
        return array;
    }

    LaneArray as(int otherWidth) {
        return new LaneArray(bytes, otherWidth);
    }

    int count() {
        return 128 / width;
    }

    byte[] bytes() {
        return bytes;
    }

    long unsigned(int lane) {
        long value = 0;
        for (int i = width / 8 - 1; i >= 0; i--) {
            value = value << 8 | (bytes[lane * width / 8 + i] & 0xFF);
        }
        return value;
    }

    long signed(int lane) {
        return unsigned(lane) << (64 - width) >> (64 - width);
    }

    void set(int lane, long value) {
        for (int i = 0; i < width / 8; i++) {
            bytes[lane * width / 8 + i] = (byte) (value >> (8 * i));
        }
    }

    /** A float of either width; every f32 is an f64, so that arithmetic in f64, rounded once, is that of f32. */
    double real(int lane) {
        return width == 32 ? Float.intBitsToFloat((int) unsigned(lane)) : Double.longBitsToDouble(unsigned(lane));
    }

    /** The bits of a float of this width. */
    long bits(double value) {
        return width == 32 ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
    }
}
