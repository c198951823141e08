package dev.sedge.runtime.internal.compiler.vector;

import static dev.sedge.runtime.internal.compiler.vector.Terms.call;
import static dev.sedge.runtime.internal.compiler.vector.Terms.constant;
import static dev.sedge.runtime.internal.compiler.vector.Terms.core;
import static dev.sedge.runtime.internal.compiler.vector.Terms.high;
import static dev.sedge.runtime.internal.compiler.vector.Terms.low;
import static dev.sedge.runtime.internal.compiler.vector.Terms.owner;
import static dev.sedge.runtime.internal.compiler.vector.Terms.scalar;

import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.vector.Term.Call;
import java.util.List;

/** Integer arithmetic, compares, shifts, reductions and what is done bit by bit. */
final class IntegerOps {

    private static final List<ValueType> ONE = List.of(ValueType.V128);
    private static final List<ValueType> TWO = List.of(ValueType.V128, ValueType.V128);
    private static final List<ValueType> THREE = List.of(ValueType.V128, ValueType.V128, ValueType.V128);
    private static final List<ValueType> SHIFT = List.of(ValueType.V128, ValueType.I32);

    private final VectorTable table;
    private final String shape;
    private final Class<?> lanes;

    private IntegerOps(VectorTable table, String shape, Class<?> lanes) {
        this.table = table;
        this.shape = shape;
        this.lanes = lanes;
    }

    static void define(VectorTable table) {
        bitwise(table);
        new IntegerOps(table, "i8x16.", I8Lanes.class).bytes();
        new IntegerOps(table, "i16x8.", I16Lanes.class).shorts();
        new IntegerOps(table, "i32x4.", I32Lanes.class).ints();
        new IntegerOps(table, "i64x2.", I64Lanes.class).longs();
    }

    private static void bitwise(VectorTable table) {
        table.lanewise(0x4D, "v128.not", ONE, v -> not(v.of(0)));
        table.lanewise(0x4E, "v128.and", TWO, v -> core(Terms.I64_AND, v.of(0), v.of(1)));
        table.lanewise(0x4F, "v128.andnot", TWO, v -> core(Terms.I64_AND, v.of(0), not(v.of(1))));
        table.lanewise(0x50, "v128.or", TWO, v -> core(Terms.I64_OR, v.of(0), v.of(1)));
        table.lanewise(0x51, "v128.xor", TWO, v -> core(Terms.I64_XOR, v.of(0), v.of(1)));
        table.lanewise(
                0x52, "v128.bitselect", THREE, v -> call(I64Lanes.class, "bitselect", v.of(0), v.of(1), v.of(2)));
        new IntegerOps(table, "v128.", I64Lanes.class).reduce(0x53, "any_true", "anyTrue");
    }

    private static Term not(Term value) {
        return core(Terms.I64_XOR, value, constant(-1L));
    }

    private void bytes() {
        compares(0x23);
        unary(0x60, "abs", "abs");
        unary(0x61, "neg", "neg");
        unary(0x62, "popcnt", "popcnt");
        reductions(0x63);
        shifts(0x6B);
        saturating(0x6E);
        minMax(0x76);
        binary(0x7B, "avgr_u", "avgrU");
        table.halves(
                0x0E,
                "i8x16.swizzle",
                TWO,
                call(lanes, "swizzle", low(0), high(0), low(1)),
                call(lanes, "swizzle", low(0), high(0), high(1)));
    }

    private void shorts() {
        compares(0x2D);
        unary(0x80, "abs", "abs");
        unary(0x81, "neg", "neg");
        binary(0x82, "q15mulr_sat_s", "q15mulrSatS");
        reductions(0x83);
        shifts(0x8B);
        saturating(0x8E);
        binary(0x95, "mul", "mul");
        minMax(0x96);
        binary(0x9B, "avgr_u", "avgrU");
    }

    private void ints() {
        compares(0x37);
        unary(0xA0, "abs", "abs");
        unary(0xA1, "neg", "neg");
        reductions(0xA3);
        shifts(0xAB);
        binary(0xAE, "add", "add");
        binary(0xB1, "sub", "sub");
        binary(0xB5, "mul", "mul");
        minMax(0xB6);
        binary(0xBA, "dot_i16x8_s", "dotI16S");
    }

    /** The lanes are halves, so arithmetic is plain. */
    private void longs() {
        unary(0xC0, "abs", "abs");
        table.lanewise(0xC1, "i64x2.neg", ONE, v -> core(Terms.I64_SUB, constant(0L), v.of(0)));
        reductions(0xC3);
        wideShift(0xCB, "shl", Terms.I64_SHL);
        wideShift(0xCC, "shr_s", Terms.I64_SHR_S);
        wideShift(0xCD, "shr_u", Terms.I64_SHR_U);
        table.lanewise(0xCE, "i64x2.add", TWO, v -> core(Terms.I64_ADD, v.of(0), v.of(1)));
        table.lanewise(0xD1, "i64x2.sub", TWO, v -> core(Terms.I64_SUB, v.of(0), v.of(1)));
        table.lanewise(0xD5, "i64x2.mul", TWO, v -> core(Terms.I64_MUL, v.of(0), v.of(1)));
        binary(0xD6, "eq", "eq");
        binary(0xD7, "ne", "ne");
        binary(0xD8, "lt_s", "ltS");
        swapped(0xD9, "gt_s", "ltS");
        binary(0xDA, "le_s", "leS");
        swapped(0xDB, "ge_s", "leS");
    }

    private void compares(int first) {
        binary(first, "eq", "eq");
        binary(first + 1, "ne", "ne");
        binary(first + 2, "lt_s", "ltS");
        binary(first + 3, "lt_u", "ltU");
        swapped(first + 4, "gt_s", "ltS");
        swapped(first + 5, "gt_u", "ltU");
        binary(first + 6, "le_s", "leS");
        binary(first + 7, "le_u", "leU");
        swapped(first + 8, "ge_s", "leS");
        swapped(first + 9, "ge_u", "leU");
    }

    private void reductions(int first) {
        reduce(first, "all_true", "allTrue");
        reduce(first + 1, "bitmask", "bitmask");
    }

    private void saturating(int first) {
        binary(first, "add", "add");
        binary(first + 1, "add_sat_s", "addSatS");
        binary(first + 2, "add_sat_u", "addSatU");
        binary(first + 3, "sub", "sub");
        binary(first + 4, "sub_sat_s", "subSatS");
        binary(first + 5, "sub_sat_u", "subSatU");
    }

    private void minMax(int first) {
        binary(first, "min_s", "minS");
        binary(first + 1, "min_u", "minU");
        binary(first + 2, "max_s", "maxS");
        binary(first + 3, "max_u", "maxU");
    }

    private void shifts(int first) {
        shift(first, "shl", "shl");
        shift(first + 1, "shr_s", "shrS");
        shift(first + 2, "shr_u", "shrU");
    }

    private void unary(int opcode, String name, String method) {
        table.lanewise(opcode, shape + name, ONE, v -> call(lanes, method, v.of(0)));
    }

    private void binary(int opcode, String name, String method) {
        table.lanewise(opcode, shape + name, TWO, v -> call(lanes, method, v.of(0), v.of(1)));
    }

    private void swapped(int opcode, String name, String method) {
        table.lanewise(opcode, shape + name, TWO, v -> call(lanes, method, v.of(1), v.of(0)));
    }

    private void shift(int opcode, String name, String method) {
        table.lanewise(
                opcode, shape + name, SHIFT, v -> new Call(owner(lanes), method, "(JI)J", List.of(v.of(0), scalar(1))));
    }

    private void wideShift(int opcode, String name, int instruction) {
        Term count = core(Terms.I64_EXTEND_I32_U, scalar(1));
        table.lanewise(opcode, shape + name, SHIFT, v -> core(instruction, v.of(0), count));
    }

    private void reduce(int opcode, String name, String method) {
        table.scalar(opcode, shape + name, ONE, new Call(owner(lanes), method, "(JJ)I", List.of(low(0), high(0))));
    }
}
