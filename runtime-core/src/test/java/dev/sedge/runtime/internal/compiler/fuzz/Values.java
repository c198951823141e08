package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ValueType.EXNREF;
import static dev.sedge.runtime.ValueType.F32;
import static dev.sedge.runtime.ValueType.F64;
import static dev.sedge.runtime.ValueType.I32;
import static dev.sedge.runtime.ValueType.V128;

import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ValueType;
import java.util.List;

/**
 * Writes code that leaves one value. Bits of a NaN may differ between tiers, so that values with any NaN but one are only
 * the operands of what does not show them.
 */
final class Values {

    private static final int MAX_DEPTH = 12;

    private final Scope scope;
    private final Choices choices;
    private final ModuleBytes out;
    private final Statements statements;
    private final Constants constants;
    private final MemoryCode memory;
    private int depth;

    Values(Scope scope, Statements statements) {
        this.scope = scope;
        this.choices = scope.choices;
        this.out = scope.out;
        this.statements = statements;
        this.constants = new Constants(scope);
        this.memory = new MemoryCode(scope, this);
    }

    void each(List<ValueType> types) {
        types.forEach(this::value);
    }

    /** A value that is the same in all tiers. */
    void value(ValueType type) {
        if (!scope.spend() || depth > MAX_DEPTH) {
            leaf(type);
            return;
        }
        depth++;
        switch (choices.below(16)) {
            case 0, 1 -> leaf(type);
            case 2 -> tee(type);
            case 3, 4 -> {
                if (scope.shape.inBlocks(type)) {
                    structured(type);
                } else {
                    leaf(type);
                }
            }
            case 5 -> statements.call(List.of(type));
            case 6 -> select(type);
            case 7 -> {
                value(type);
                statements.statement();
            }
            case 8 -> branchIf(type);
            default -> {
                ValueType lanes = computed(type);
                canonical(type, lanes);
            }
        }
        depth--;
    }

    /** A value of which the bits of a NaN do not matter. */
    private void operand(ValueType type) {
        if ((type == F32 || type == F64) && choices.oneIn(2) && scope.spend() && depth < MAX_DEPTH) {
            depth++;
            computed(type);
            depth--;
        } else {
            value(type);
        }
    }

    private void leaf(ValueType type) {
        List<Integer> locals = scope.localsOf(type);
        List<Integer> globals = Scope.places(scope.shape.globals, type);
        switch (choices.below(4)) {
            case 1 -> constants.write(type);
            case 2 -> read(0x23, globals, type);
            default -> read(0x20, locals, type);
        }
    }

    private void read(int opcode, List<Integer> places, ValueType type) {
        if (places.isEmpty()) {
            constants.write(type);
        } else {
            out.raw(opcode).u32(choices.of(places));
        }
    }

    private void tee(ValueType type) {
        List<Integer> locals = scope.localsOf(type);
        value(type);
        if (!locals.isEmpty()) {
            out.raw(0x22).u32(choices.of(locals));
        }
    }

    private void structured(ValueType type) {
        switch (choices.below(4)) {
            case 0 -> statements.loop(List.of(type));
            case 1 -> statements.conditional(List.of(type));
            case 2 -> statements.guarded(List.of(type));
            default -> statements.block(List.of(type));
        }
    }

    private void select(ValueType type) {
        value(type);
        value(type);
        value(I32);
        if (type == EXNREF || Shape.TABLES.contains(type) || choices.oneIn(2)) {
            out.raw(0x1C, 1, Encoding.code(type));
        } else {
            out.raw(0x1B);
        }
    }

    /** A branch that takes the value along, or leaves it. */
    private void branchIf(ValueType type) {
        value(type);
        List<Integer> labels = scope.labelsOf(List.of(type));
        if (!labels.isEmpty() && scope.shape.inBlocks(type)) {
            value(I32);
            out.raw(0x0D).u32(choices.of(labels));
        }
    }

    // -- instructions

    /** What an instruction makes of operands; the type of the floats in it that may be any NaN. */
    private ValueType computed(ValueType type) {
        List<Instruction> instructions = Instruction.yielding(type, scope.shape.values.contains(V128));
        if (instructions.isEmpty() || choices.below(4) == 3) {
            special(type);
            return type;
        }
        Instruction instruction = choices.of(instructions);
        List<ValueType> operands = instruction.operands();
        if (instruction.immediate().hasMemory()) {
            memory.address();
            operands = operands.subList(1, operands.size());
        }
        operands.forEach(instruction.bitwise() ? this::value : this::operand);
        if (instruction.trapping() && operands.size() == 2 && !choices.oneIn(8)) {
            nonZero(instruction.result());
        }
        memory.write(instruction);
        return instruction.lanes();
    }

    private void nonZero(ValueType type) {
        if (type == I32) {
            out.raw(0x41, 1, 0x72);
        } else {
            out.raw(0x42, 1, 0x84);
        }
    }

    private void special(ValueType type) {
        switch (type) {
            case I32 -> integer();
            case FUNCREF, EXTERNREF -> {
                int table = Shape.TABLES.indexOf(type);
                statements.tableIndex();
                out.raw(0x25, table);
            }
            case EXNREF -> leaf(type);
            default -> memory.load(type);
        }
    }

    private void integer() {
        int table = choices.below(Shape.TABLES.size());
        switch (choices.below(8)) {
            case 0 -> out.raw(0x3F, choices.below(Shape.MEMORIES));
            case 1 -> {
                out.raw(0x41, choices.below(2)).raw(0x40, choices.below(Shape.MEMORIES));
            }
            case 2 -> out.raw(0xFC, 16, table);
            case 3 -> {
                value(Shape.TABLES.get(table));
                out.raw(0x41, choices.below(3)).raw(0xFC, 15, table);
            }
            case 4 -> {
                value(Shape.TABLES.get(table));
                out.raw(0xD1);
            }
            default -> memory.load(I32);
        }
    }

    /** Makes all NaNs the same. */
    private void canonical(ValueType type, ValueType lanes) {
        if (lanes != F32 && lanes != F64) {
            return;
        }
        int local = scope.scratch(type);
        out.raw(0x22).u32(local);
        if (type == V128) {
            constants.nan(type, lanes);
            out.raw(0x20).u32(local).raw(0x20).u32(local).raw(0xFD, lanes == F32 ? 0x41 : 0x47);
            out.raw(0xFD, 0x52);
        } else {
            constants.nan(type, lanes);
            out.raw(0x20).u32(local).raw(0x20).u32(local).raw(type == F32 ? 0x5B : 0x61);
            out.raw(0x1B);
        }
    }
}
