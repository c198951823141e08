package dev.sedge.runtime.internal.compiler.vector;

import static dev.sedge.runtime.internal.compiler.vector.Terms.call;
import static dev.sedge.runtime.internal.compiler.vector.Terms.constant;
import static dev.sedge.runtime.internal.compiler.vector.Terms.high;
import static dev.sedge.runtime.internal.compiler.vector.Terms.low;

import dev.sedge.runtime.ValueType;
import java.util.List;

/** Float arithmetic, compares, rounding and conversions. */
final class FloatOps {

    private static final List<ValueType> ONE = List.of(ValueType.V128);
    private static final List<ValueType> TWO = List.of(ValueType.V128, ValueType.V128);
    private static final Term ZERO = constant(0L);

    private final VectorTable table;
    private final String shape;
    private final Class<?> lanes;

    private FloatOps(VectorTable table, String shape, Class<?> lanes) {
        this.table = table;
        this.shape = shape;
        this.lanes = lanes;
    }

    static void define(VectorTable table) {
        FloatOps f32 = new FloatOps(table, "f32x4.", F32Lanes.class);
        f32.compares(0x41);
        f32.rounding(0x67, 0x68, 0x69, 0x6A);
        f32.arithmetic(0xE0);
        FloatOps f64 = new FloatOps(table, "f64x2.", F64Lanes.class);
        f64.compares(0x47);
        f64.rounding(0x74, 0x75, 0x7A, 0x94);
        f64.arithmetic(0xEC);
        toIntegers(table);
        fromIntegers(table);
        betweenFloats(table);
    }

    private void compares(int first) {
        binary(first, "eq");
        binary(first + 1, "ne");
        binary(first + 2, "lt");
        binary(first + 3, "gt");
        binary(first + 4, "le");
        binary(first + 5, "ge");
    }

    private void rounding(int ceil, int floor, int trunc, int nearest) {
        unary(ceil, "ceil");
        unary(floor, "floor");
        unary(trunc, "trunc");
        unary(nearest, "nearest");
    }

    private void arithmetic(int first) {
        unary(first, "abs");
        unary(first + 1, "neg");
        unary(first + 3, "sqrt");
        binary(first + 4, "add");
        binary(first + 5, "sub");
        binary(first + 6, "mul");
        binary(first + 7, "div");
        binary(first + 8, "min");
        binary(first + 9, "max");
        binary(first + 10, "pmin");
        binary(first + 11, "pmax");
    }

    private void unary(int opcode, String name) {
        table.lanewise(opcode, shape + name, ONE, v -> call(lanes, name, v.of(0)));
    }

    private void binary(int opcode, String name) {
        table.lanewise(opcode, shape + name, TWO, v -> call(lanes, name, v.of(0), v.of(1)));
    }

    private static void toIntegers(VectorTable table) {
        table.lanewise(0xF8, "i32x4.trunc_sat_f32x4_s", ONE, v -> convert("truncSatF32S", v.of(0)));
        table.lanewise(0xF9, "i32x4.trunc_sat_f32x4_u", ONE, v -> convert("truncSatF32U", v.of(0)));
        table.halves(0xFC, "i32x4.trunc_sat_f64x2_s_zero", ONE, convert("truncSatF64S", low(0), high(0)), ZERO);
        table.halves(0xFD, "i32x4.trunc_sat_f64x2_u_zero", ONE, convert("truncSatF64U", low(0), high(0)), ZERO);
    }

    private static void fromIntegers(VectorTable table) {
        table.lanewise(0xFA, "f32x4.convert_i32x4_s", ONE, v -> convert("convertF32S", v.of(0)));
        table.lanewise(0xFB, "f32x4.convert_i32x4_u", ONE, v -> convert("convertF32U", v.of(0)));
        fromLow(table, 0xFE, "f64x2.convert_low_i32x4_s", "convertLowF64S", "convertHighF64S");
        fromLow(table, 0xFF, "f64x2.convert_low_i32x4_u", "convertLowF64U", "convertHighF64U");
    }

    private static void betweenFloats(VectorTable table) {
        table.halves(0x5E, "f32x4.demote_f64x2_zero", ONE, convert("demote", low(0), high(0)), ZERO);
        fromLow(table, 0x5F, "f64x2.promote_low_f32x4", "promoteLow", "promoteHigh");
    }

    /** Both halves come from the two lanes of the low half. */
    private static void fromLow(VectorTable table, int opcode, String name, String low, String high) {
        table.halves(opcode, name, ONE, convert(low, low(0)), convert(high, low(0)));
    }

    private static Term convert(String method, Term... arguments) {
        return call(FloatConversions.class, method, arguments);
    }
}
