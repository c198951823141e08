package dev.sedge.runtime.internal.compiler.vector;

import static dev.sedge.runtime.internal.compiler.vector.Terms.call;
import static dev.sedge.runtime.internal.compiler.vector.Terms.constant;
import static dev.sedge.runtime.internal.compiler.vector.Terms.core;
import static dev.sedge.runtime.internal.compiler.vector.Terms.high;
import static dev.sedge.runtime.internal.compiler.vector.Terms.low;
import static dev.sedge.runtime.internal.compiler.vector.Terms.masked;
import static dev.sedge.runtime.internal.compiler.vector.Terms.scalar;
import static dev.sedge.runtime.internal.compiler.vector.Terms.shiftedRight;

import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Halves;
import dev.sedge.runtime.internal.compiler.vector.Outcome.None;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Twice;
import dev.sedge.runtime.internal.compiler.vector.Term.Operand;
import java.util.List;

/** Loads and stores. All read and write i64 values, as halves are. */
final class MemoryOps {

    private static final int I64_LOAD = 0x29;
    private static final int I64_LOAD8_U = 0x31;
    private static final int I64_LOAD16_U = 0x33;
    private static final int I64_LOAD32_U = 0x35;
    private static final int I64_STORE = 0x37;
    private static final int I64_STORE8 = 0x3C;
    private static final int I64_STORE16 = 0x3D;
    private static final int I64_STORE32 = 0x3E;

    private static final List<ValueType> ADDRESS = List.of(ValueType.I32);
    private static final List<ValueType> ADDRESS_VECTOR = List.of(ValueType.I32, ValueType.V128);

    /** What the one load of an instruction with an address alone has read. */
    private static final Operand LOADED = scalar(1);

    /** What the second one has read, or the first one of an instruction with an address and a vector. */
    private static final Operand LOADED_NEXT = scalar(2);

    private final VectorTable table;

    private MemoryOps(VectorTable table) {
        this.table = table;
    }

    static void define(VectorTable table) {
        MemoryOps ops = new MemoryOps(table);
        ops.wholeVectors();
        ops.extending();
        ops.load(0x07, "v128.load8_splat", I64_LOAD8_U, new Twice(LaneOps.repeated(8, LOADED)));
        ops.load(0x08, "v128.load16_splat", I64_LOAD16_U, new Twice(LaneOps.repeated(16, LOADED)));
        ops.load(0x09, "v128.load32_splat", I64_LOAD32_U, new Twice(LaneOps.repeated(32, LOADED)));
        ops.load(0x0A, "v128.load64_splat", I64_LOAD, new Twice(LOADED));
        ops.load(0x5C, "v128.load32_zero", I64_LOAD32_U, new Halves(LOADED, constant(0L)));
        ops.load(0x5D, "v128.load64_zero", I64_LOAD, new Halves(LOADED, constant(0L)));
        ops.lane(0x54, 8, I64_LOAD8_U, I64_STORE8);
        ops.lane(0x55, 16, I64_LOAD16_U, I64_STORE16);
        ops.lane(0x56, 32, I64_LOAD32_U, I64_STORE32);
        ops.lane(0x57, 64, I64_LOAD, I64_STORE);
    }

    private void wholeVectors() {
        Lowering load = new Lowering(
                List.of(new Load(I64_LOAD, 0), new Load(I64_LOAD, 8)), List.of(), new Halves(LOADED, LOADED_NEXT));
        table.define(0x00, "v128.load", ADDRESS, Immediate.MEMORY, 0, (low, high) -> load);
        Lowering store = new Lowering(
                List.of(), List.of(new Store(I64_STORE, 8, high(1)), new Store(I64_STORE, 0, low(1))), new None());
        table.define(0x0B, "v128.store", ADDRESS_VECTOR, Immediate.MEMORY, 0, (low, high) -> store);
    }

    private void extending() {
        extending(0x01, "v128.load8x8_s", widened("LowI8S"), widened("HighI8S"));
        extending(0x02, "v128.load8x8_u", widened("LowI8U"), widened("HighI8U"));
        extending(0x03, "v128.load16x4_s", widened("LowI16S"), widened("HighI16S"));
        extending(0x04, "v128.load16x4_u", widened("LowI16U"), widened("HighI16U"));
        extending(
                0x05,
                "v128.load32x2_s",
                core(Terms.I64_EXTEND32_S, LOADED),
                core(Terms.I64_SHR_S, LOADED, constant(32L)));
        extending(0x06, "v128.load32x2_u", masked(LOADED, 0xFFFFFFFFL), shiftedRight(LOADED, 32));
    }

    private static Term widened(String method) {
        return call(Widths.class, "extend" + method, LOADED);
    }

    private void extending(int opcode, String name, Term low, Term high) {
        load(opcode, name, I64_LOAD, new Halves(low, high));
    }

    private void load(int opcode, String name, int load, Outcome outcome) {
        Lowering lowering = new Lowering(List.of(new Load(load, 0)), List.of(), outcome);
        table.define(opcode, name, ADDRESS, Immediate.MEMORY, 0, (low, high) -> lowering);
    }

    /** The pair that loads and stores one lane, four numbers apart. */
    private void lane(int opcode, int width, int load, int store) {
        int lanes = 128 / width;
        table.define(
                opcode,
                "v128.load" + width + "_lane",
                ADDRESS_VECTOR,
                Immediate.MEMORY_LANE,
                lanes,
                (lane, none) -> new Lowering(
                        List.of(new Load(load, 0)), List.of(), LaneOps.replaced(1, (int) lane, width, LOADED_NEXT)));
        table.define(
                opcode + 4,
                "v128.store" + width + "_lane",
                ADDRESS_VECTOR,
                Immediate.MEMORY_LANE,
                lanes,
                (lane, none) -> new Lowering(
                        List.of(), List.of(new Store(store, 0, extracted((int) lane, width))), new None()));
    }

    /** The bits of a lane with anything above them: a store takes the low ones. */
    private static Term extracted(int lane, int width) {
        return shiftedRight(lane < 64 / width ? low(1) : high(1), lane * width % 64);
    }
}
