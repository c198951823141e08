package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ValueType.I32;

import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ValueType;
import java.util.List;

/** Writes instructions on memories. Most addresses are small, some are at the end, few beyond. */
final class MemoryCode {

    private static final int PAGE = 65536;
    private static final int HAS_MEMORY = 0x40;

    private final Values values;
    private final Choices choices;
    private final ModuleBytes out;
    private final List<ValueType> types;

    MemoryCode(Scope scope, Values values) {
        this.values = values;
        this.choices = scope.choices;
        this.out = scope.out;
        this.types = scope.shape.values.stream()
                .filter(type -> !Shape.TABLES.contains(type))
                .toList();
    }

    void address() {
        switch (choices.below(16)) {
            case 14 -> out.raw(0x41).signed(PAGE - choices.below(24));
            case 15 -> values.value(I32);
            default -> {
                values.value(I32);
                out.raw(0x41).signed(0x3FF).raw(0x71);
            }
        }
    }

    void load(ValueType type) {
        address();
        List<Integer> opcodes = switch (type) {
            case I32 -> List.of(0x28, 0x2C, 0x2D, 0x2E, 0x2F);
            case I64 -> List.of(0x29, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35);
            case F32 -> List.of(0x2A);
            case F64 -> List.of(0x2B);
            default -> List.of();
        };
        if (opcodes.isEmpty()) {
            out.raw(0xFD, 0);
        } else {
            out.raw(choices.of(opcodes));
        }
        argument();
    }

    void store() {
        ValueType type = choices.of(types);
        address();
        if (type == ValueType.V128) {
            values.value(type);
            write(choices.of(Instruction.vectorStores()));
            return;
        }
        values.value(type);
        out.raw(choices.of(
                switch (type) {
                    case I32 -> List.of(0x36, 0x3A, 0x3B);
                    case I64 -> List.of(0x37, 0x3C, 0x3D, 0x3E);
                    case F32 -> List.of(0x38);
                    default -> List.of(0x39);
                }));
        argument();
    }

    /** An instruction on several bytes; its operands are an address, two numbers and, for some, another memory. */
    void bulk() {
        int memory = choices.below(Shape.MEMORIES);
        address();
        switch (choices.below(4)) {
            case 0 -> {
                values.value(I32);
                length();
                out.raw(0xFC, 11, memory);
            }
            case 1 -> {
                address();
                length();
                out.raw(0xFC, 10, memory, choices.below(Shape.MEMORIES));
            }
            case 2 -> {
                out.raw(0x41, choices.below(12)).raw(0x41, choices.below(8)).raw(0xFC, 8);
                out.raw(choices.oneIn(8) ? 0 : Shape.PASSIVE).raw(memory);
            }
            default -> {
                out.raw(0x1A);
                if (choices.oneIn(4)) {
                    out.raw(0xFC, 9, Shape.PASSIVE);
                }
            }
        }
    }

    private void length() {
        values.value(I32);
        if (!choices.oneIn(16)) {
            out.raw(0x41).signed(0x3F).raw(0x71);
        }
    }

    /** An instruction with a prefix or without, whose operands are there. */
    void write(Instruction instruction) {
        if (instruction.prefix() == 0) {
            out.raw(instruction.opcode());
            return;
        }
        out.raw(instruction.prefix()).u32(instruction.opcode());
        if (instruction.immediate().hasMemory()) {
            argument();
        }
        switch (instruction.immediate().bytes()) {
            case 1 -> out.raw(choices.below(instruction.laneCount()));
            case 16 -> {
                for (int i = 0; i < 16; i++) {
                    out.raw(choices.below(32));
                }
            }
            default -> {}
        }
    }

    private void argument() {
        int memory = choices.below(Shape.MEMORIES);
        if (memory == 0) {
            out.raw(0);
        } else {
            out.raw(HAS_MEMORY, memory);
        }
        switch (choices.below(16)) {
            case 13 -> out.u32(PAGE - choices.below(32));
            case 14 -> out.u32(0x7FFFFFFFL - choices.below(32));
            case 15 -> out.u32(0xFFFFFFFFL - choices.below(32));
            default -> out.raw(choices.below(128));
        }
    }
}
