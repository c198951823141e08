package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ValueType.F32;

import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ValueType;
import java.util.List;

/** Writes constants. */
final class Constants {

    private static final int NAN = 0x7FC00000;
    private static final long NAN_64 = 0x7FF8000000000000L;

    private static final List<Float> FLOATS = List.of(
            0f,
            -0f,
            1f,
            -1f,
            0.5f,
            1.5f,
            -2.5f,
            0x1p31f,
            -0x1p31f,
            0x1p63f,
            0x1p64f,
            1e10f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            4.2e9f,
            0.1f);

    private final Scope scope;
    private final Choices choices;
    private final ModuleBytes out;

    Constants(Scope scope) {
        this.scope = scope;
        this.choices = scope.choices;
        this.out = scope.out;
    }

    void write(ValueType type) {
        switch (type) {
            case I32 -> {
                int bits = (int) choices.bits();
                out.raw(0x41).signed(bits);
            }
            case I64 -> out.raw(0x42).signed(choices.bits());
            case F32 -> out.raw(0x43).fixed(floatBits(choices), 4);
            case F64 -> out.raw(0x44).fixed(doubleBits(choices), 8);
            case V128 -> {
                out.raw(0xFD, 12);
                half();
                half();
            }
            case FUNCREF -> {
                if (choices.oneIn(2)) {
                    out.raw(0xD2).u32(choices.below(scope.shape.functions.size()));
                } else {
                    out.raw(0xD0, 0x70);
                }
            }
            default -> out.raw(0xD0, Encoding.code(type));
        }
    }

    /** Half a vector, of floats, doubles or anything. */
    private void half() {
        switch (choices.below(3)) {
            case 0 -> out.fixed(choices.bits(), 8);
            case 1 -> out.fixed(floatBits(choices), 4).fixed(floatBits(choices), 4);
            default -> out.fixed(doubleBits(choices), 8);
        }
    }

    void zero(ValueType type) {
        switch (type) {
            case I32 -> out.raw(0x41, 0);
            case I64 -> out.raw(0x42, 0);
            case F32 -> out.raw(0x43).fixed(0, 4);
            case F64 -> out.raw(0x44).fixed(0, 8);
            case V128 -> out.raw(0xFD, 12).fixed(0, 8).fixed(0, 8);
            default -> out.raw(0xD0, Encoding.code(type));
        }
    }

    /** The one NaN, or a vector of them. */
    void nan(ValueType type, ValueType lanes) {
        long half = lanes == F32 ? (long) NAN << 32 | NAN : NAN_64;
        switch (type) {
            case F32 -> out.raw(0x43).fixed(NAN, 4);
            case F64 -> out.raw(0x44).fixed(NAN_64, 8);
            default -> out.raw(0xFD, 12).fixed(half, 8).fixed(half, 8);
        }
    }

    static int floatBits(Choices choices) {
        return choices.oneIn(4)
                ? Float.floatToIntBits(Float.intBitsToFloat((int) choices.bits()))
                : Float.floatToIntBits(choices.of(FLOATS));
    }

    static long doubleBits(Choices choices) {
        return choices.oneIn(4)
                ? Double.doubleToLongBits(Double.longBitsToDouble(choices.bits()))
                : Double.doubleToLongBits(choices.of(FLOATS));
    }
}
