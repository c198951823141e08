package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ValueType.F32;
import static dev.sedge.runtime.ValueType.F64;
import static dev.sedge.runtime.ValueType.I32;
import static dev.sedge.runtime.ValueType.I64;
import static dev.sedge.runtime.ValueType.V128;

import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.vector.Immediate;
import dev.sedge.runtime.internal.compiler.vector.VectorOp;
import java.util.ArrayList;
import java.util.List;

/**
 * An instruction that makes one value of others.
 *
 * @param prefix its prefix, 0 for none
 * @param bitwise whether it shows the bits of a NaN in one of its operands
 * @param trapping whether it traps for many operands
 * @param lanes the type of float lanes that it computes; else its result
 */
record Instruction(
        int prefix,
        int opcode,
        Immediate immediate,
        List<ValueType> operands,
        ValueType result,
        ValueType lanes,
        boolean bitwise,
        boolean trapping) {

    private static final List<Instruction> ALL = new ArrayList<>();
    private static final List<Instruction> VECTOR_STORES = new ArrayList<>();

    static {
        scalars();
        saturating();
        vectors();
    }

    /** Those that make a value of a type, with those on vectors or without. */
    static List<Instruction> yielding(ValueType type, boolean vectors) {
        return ALL.stream()
                .filter(it -> it.result == type && (vectors || it.prefix != 0xFD))
                .toList();
    }

    static List<Instruction> vectorStores() {
        return VECTOR_STORES;
    }

    private static void scalars() {
        plain(0x45, 0x45, I32, I32);
        plain(0x46, 0x4F, I32, I32, I32);
        plain(0x50, 0x50, I32, I64);
        plain(0x51, 0x5A, I32, I64, I64);
        plain(0x5B, 0x60, I32, F32, F32);
        plain(0x61, 0x66, I32, F64, F64);
        plain(0x67, 0x69, I32, I32);
        plain(0x6A, 0x6C, I32, I32, I32);
        trapping(0x6D, 0x70, I32, I32, I32);
        plain(0x71, 0x78, I32, I32, I32);
        plain(0x79, 0x7B, I64, I64);
        plain(0x7C, 0x7E, I64, I64, I64);
        trapping(0x7F, 0x82, I64, I64, I64);
        plain(0x83, 0x8A, I64, I64, I64);
        plain(0x8B, 0x91, F32, F32);
        plain(0x92, 0x97, F32, F32, F32);
        bitwise(0x98, F32, F32, F32);
        plain(0x99, 0x9F, F64, F64);
        plain(0xA0, 0xA5, F64, F64, F64);
        bitwise(0xA6, F64, F64, F64);
        conversions();
    }

    private static void conversions() {
        plain(0xA7, 0xA7, I32, I64);
        trapping(0xA8, 0xA9, I32, F32);
        trapping(0xAA, 0xAB, I32, F64);
        plain(0xAC, 0xAD, I64, I32);
        trapping(0xAE, 0xAF, I64, F32);
        trapping(0xB0, 0xB1, I64, F64);
        plain(0xB2, 0xB3, F32, I32);
        plain(0xB4, 0xB5, F32, I64);
        plain(0xB6, 0xB6, F32, F64);
        plain(0xB7, 0xB8, F64, I32);
        plain(0xB9, 0xBA, F64, I64);
        plain(0xBB, 0xBB, F64, F32);
        bitwise(0xBC, I32, F32);
        bitwise(0xBD, I64, F64);
        plain(0xBE, 0xBE, F32, I32);
        plain(0xBF, 0xBF, F64, I64);
        plain(0xC0, 0xC1, I32, I32);
        plain(0xC2, 0xC4, I64, I64);
    }

    private static void saturating() {
        for (int opcode = 0; opcode < 8; opcode++) {
            ValueType from = (opcode & 2) == 0 ? F32 : F64;
            ValueType to = opcode < 4 ? I32 : I64;
            ALL.add(new Instruction(0xFC, opcode, Immediate.NONE, List.of(from), to, to, false, false));
        }
    }

    private static void vectors() {
        for (int opcode = 0; opcode < 256; opcode++) {
            int number = opcode;
            VectorOp.of(opcode).ifPresent(op -> vector(number, op));
        }
    }

    private static void vector(int opcode, VectorOp op) {
        String name = op.name();
        boolean compares = name.matches(".*\\.(eq|ne|lt|gt|le|ge)");
        ValueType lanes = compares ? I32 : name.startsWith("f32x4.") ? F32 : name.startsWith("f64x2.") ? F64 : I32;
        ValueType result = V128;
        if (name.contains("extract_lane")) {
            result = name.startsWith("f") ? lanes : name.startsWith("i64") ? I64 : I32;
        } else if (name.matches(".*(any_true|all_true|bitmask)")) {
            result = I32;
        }
        List<Instruction> list = name.contains("store") ? VECTOR_STORES : ALL;
        list.add(new Instruction(0xFD, opcode, op.immediate(), op.operands(), result, lanes, false, false));
    }

    private static void plain(int first, int last, ValueType result, ValueType... operands) {
        for (int opcode = first; opcode <= last; opcode++) {
            ALL.add(new Instruction(0, opcode, Immediate.NONE, List.of(operands), result, result, false, false));
        }
    }

    private static void trapping(int first, int last, ValueType result, ValueType... operands) {
        for (int opcode = first; opcode <= last; opcode++) {
            ALL.add(new Instruction(0, opcode, Immediate.NONE, List.of(operands), result, result, false, true));
        }
    }

    private static void bitwise(int opcode, ValueType result, ValueType... operands) {
        ALL.add(new Instruction(0, opcode, Immediate.NONE, List.of(operands), result, result, true, false));
    }

    /** How many lanes an immediate may name. */
    int laneCount() {
        String name = VectorOp.of(opcode).orElseThrow().name();
        if (name.contains("8x16") || name.matches(".*(load|store)8_lane")) {
            return 16;
        }
        if (name.contains("16x8") || name.matches(".*(load|store)16_lane")) {
            return 8;
        }
        return name.contains("32x4") || name.matches(".*(load|store)32_lane") ? 4 : 2;
    }
}
