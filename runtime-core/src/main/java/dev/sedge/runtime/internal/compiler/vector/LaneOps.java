package dev.sedge.runtime.internal.compiler.vector;

import static dev.sedge.runtime.internal.compiler.vector.Terms.constant;
import static dev.sedge.runtime.internal.compiler.vector.Terms.core;
import static dev.sedge.runtime.internal.compiler.vector.Terms.high;
import static dev.sedge.runtime.internal.compiler.vector.Terms.low;
import static dev.sedge.runtime.internal.compiler.vector.Terms.masked;
import static dev.sedge.runtime.internal.compiler.vector.Terms.scalar;
import static dev.sedge.runtime.internal.compiler.vector.Terms.shiftedLeft;
import static dev.sedge.runtime.internal.compiler.vector.Terms.shiftedRight;

import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Halves;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Scalar;
import dev.sedge.runtime.internal.compiler.vector.Term.Operand;
import java.util.List;
import java.util.function.UnaryOperator;

/** Constants, and single lanes taken out, put in, repeated and moved. */
final class LaneOps {

    private static final List<ValueType> VECTOR = List.of(ValueType.V128);

    private final VectorTable table;
    private final String shape;
    private final int width;
    private final ValueType type;

    private LaneOps(VectorTable table, String shape, int width, ValueType type) {
        this.table = table;
        this.shape = shape;
        this.width = width;
        this.type = type;
    }

    static void define(VectorTable table) {
        table.define(
                0x0C,
                "v128.const",
                List.of(),
                Immediate.BYTES,
                0,
                (low, high) -> VectorTable.pure(new Halves(constant(low), constant(high))));
        table.define(
                0x0D,
                "i8x16.shuffle",
                List.of(ValueType.V128, ValueType.V128),
                Immediate.BYTES,
                0,
                (low, high) -> VectorTable.pure(new Halves(Shuffle.half(low), Shuffle.half(high))));
        new LaneOps(table, "i8x16.", 8, ValueType.I32).bytes();
        new LaneOps(table, "i16x8.", 16, ValueType.I32).shorts();
        new LaneOps(table, "i32x4.", 32, ValueType.I32).whole(0x11, 0x1B, LaneOps::wrapped);
        new LaneOps(table, "i64x2.", 64, ValueType.I64).whole(0x12, 0x1D, lane -> lane);
        new LaneOps(table, "f32x4.", 32, ValueType.F32)
                .whole(0x13, 0x1F, lane -> core(Terms.F32_REINTERPRET_I32, wrapped(lane)));
        new LaneOps(table, "f64x2.", 64, ValueType.F64)
                .whole(0x14, 0x21, lane -> core(Terms.F64_REINTERPRET_I64, lane));
    }

    private void bytes() {
        splat(0x0F);
        extract(0x15, "extract_lane_s", lane -> core(Terms.I32_EXTEND8_S, wrapped(lane)));
        extract(0x16, "extract_lane_u", lane -> core(Terms.I32_AND, wrapped(lane), constant(0xFF)));
        replace(0x17);
    }

    private void shorts() {
        splat(0x10);
        extract(0x18, "extract_lane_s", lane -> core(Terms.I32_EXTEND16_S, wrapped(lane)));
        extract(0x19, "extract_lane_u", lane -> core(Terms.I32_AND, wrapped(lane), constant(0xFFFF)));
        replace(0x1A);
    }

    /** Lanes as wide as a scalar type. */
    private void whole(int splat, int extract, UnaryOperator<Term> fromBits) {
        splat(splat);
        extract(extract, "extract_lane", fromBits);
        replace(extract + 1);
    }

    private void splat(int opcode) {
        table.splat(opcode, shape + "splat", type, repeated(width, bits(scalar(0))));
    }

    private void extract(int opcode, String name, UnaryOperator<Term> fromBits) {
        table.lane(opcode, shape + name, VECTOR, 128 / width, lane -> {
            Operand half = lane < 64 / width ? low(0) : high(0);
            return new Scalar(fromBits.apply(shiftedRight(half, lane * width % 64)));
        });
    }

    private void replace(int opcode) {
        table.lane(
                opcode,
                shape + "replace_lane",
                List.of(ValueType.V128, type),
                128 / width,
                lane -> replaced(0, lane, width, bits(scalar(1))));
    }

    /** The bits of a scalar as an i64 that may have anything above them. */
    private Term bits(Term value) {
        return switch (type) {
            case F32 -> core(Terms.I64_EXTEND_I32_U, core(Terms.I32_REINTERPRET_F32, value));
            case F64 -> core(Terms.I64_REINTERPRET_F64, value);
            case I64 -> value;
            default -> core(Terms.I64_EXTEND_I32_U, value);
        };
    }

    private static Term wrapped(Term value) {
        return core(Terms.I32_WRAP_I64, value);
    }

    /** The low bits of an i64 in every lane of that width. */
    static Term repeated(int width, Term bits) {
        if (width == 64) {
            return bits;
        }
        Term lane = width == 32 ? bits : masked(bits, mask(width));
        return core(Terms.I64_MUL, lane, constant(ones(width)));
    }

    /** A vector operand with one lane replaced by the low bits of an i64. */
    static Halves replaced(int vector, int lane, int width, Term bits) {
        int perHalf = 64 / width;
        return lane < perHalf
                ? new Halves(inserted(low(vector), lane, width, bits), high(vector))
                : new Halves(low(vector), inserted(high(vector), lane - perHalf, width, bits));
    }

    private static Term inserted(Term half, int lane, int width, Term bits) {
        if (width == 64) {
            return bits;
        }
        int shift = lane * width;
        Term kept = masked(half, ~(mask(width) << shift));
        Term moved = shift == 64 - width ? shiftedLeft(bits, shift) : shiftedLeft(masked(bits, mask(width)), shift);
        return core(Terms.I64_OR, kept, moved);
    }

    private static long mask(int width) {
        return -1L >>> (64 - width);
    }

    /** A one in every lane. */
    private static long ones(int width) {
        return Long.divideUnsigned(-1L, mask(width));
    }
}
