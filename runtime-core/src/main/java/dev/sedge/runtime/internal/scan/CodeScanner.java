package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.ExternType.GlobalType;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.ModuleLimits;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.scan.BlockStack.Form;
import dev.sedge.runtime.internal.scan.ModuleOutline.Feature;
import java.util.List;

/**
 * Skims the function bodies: adds up what a body will cost the parser and the validator behind it where that is more
 * than its length, and what one call of it will hold on the heap. Bodies of plain instructions it validates itself, in the
 * same pass; what it is not sure of is left to the validator.
 *
 * @see <a href="https://webassembly.github.io/spec/core/appendix/algorithm.html">Validation algorithm</a>
 */
final class CodeScanner {

    /** What moving one value costs in steps of following one label. */
    private static final int VALUE = 16;

    /** The most values that instructions with several results may push in one body, as if none was ever popped. */
    private static final int MAX_PUSHED = 1_000_000;

    private final ByteReader in;
    private final ModuleOutline.Builder outline;
    private final ModuleLimits limits;
    private final BlockStack blocks = new BlockStack();
    private final OperandStack operands = new OperandStack();
    private final LocalTypes locals;
    private final CheckedImmediates immediates;
    private long work;
    private long pushed;
    private long instructions;
    private long inDoubt;

    CodeScanner(ByteReader in, ModuleOutline.Builder outline, ModuleLimits limits) {
        this.in = in;
        this.outline = outline;
        this.limits = limits;
        this.locals = new LocalTypes(limits);
        this.immediates = new CheckedImmediates(in, outline, operands);
    }

    void scan() {
        int defined = outline.functionTypes.length - outline.importedFunctions;
        int count = in.count("function bodies", limits.functions());
        if (count != defined) {
            throw new InvalidModuleException("module is invalid: function and code section have inconsistent lengths: "
                    + defined + " functions, " + count + " bodies");
        }
        outline.frameSlots = new int[outline.functionTypes.length];
        for (int i = outline.importedFunctions; i < outline.functionTypes.length; i++) {
            body(i);
        }
        outline.instructions = instructions;
        outline.instructionsInDoubt = inDoubt;
    }

    private void body(int functionIndex) {
        int length = in.length();
        if (length > limits.functionBytes()) {
            throw tooMuch("bytes in one function", length, limits.functionBytes());
        }
        int end = in.position() + length;
        FunctionType type = outline.functionType(functionIndex);
        int slots = locals.read(in, type);
        blocks.reset(type.results());
        operands.reset();
        pushed = 0;
        if (locals.haveReferences()) {
            operands.doubt();
        }
        long before = instructions;
        while (in.position() < end) {
            instructions++;
            blocks.requireOpen();
            operands.step();
            instruction(in.u8());
        }
        if (in.position() != end || blocks.depth() != 0) {
            throw new InvalidModuleException(
                    "module is invalid: function body " + functionIndex + " does not end where its size says");
        }
        outline.frameSlots[functionIndex] = slots + blocks.deepest();
        if (!operands.isProven()) {
            outline.inDoubt.set(functionIndex);
            inDoubt += instructions - before;
        }
    }

    private void instruction(int opcode) {
        switch (opcode) {
            case 0x00 -> operands.unreachable();
            case 0x02, 0x03, 0x04 -> block(opcode);
            case 0x05 -> otherArm();
            case 0x08 -> {
                operands.doubt();
                outline.features.add(Feature.EXCEPTIONS);
                leaveWith(outline.tag(in.u32()).type().parameters());
            }
            case 0x0A -> {
                outline.features.add(Feature.EXCEPTIONS);
                leaveWith(List.of(ValueType.EXNREF));
            }
            case 0x0B -> end();
            case 0x0C -> {
                branch(in.u32());
                operands.unreachable();
            }
            case 0x0D -> {
                operands.pop('i');
                branch(in.u32());
            }
            case 0x0E -> branchTable();
            case 0x0F -> leaveWith(blocks.outermostResults());
            case 0x10, 0x12 -> call(opcode == 0x12, outline.functionType(in.u32()));
            case 0x11, 0x13 -> {
                operands.pop('i');
                call(opcode == 0x13, outline.type(in.u32()));
                table(in.u32());
            }
            case 0x14, 0x15 -> {
                outline.features.add(Feature.TYPED_REFERENCES);
                operands.pop(OperandStack.REFERENCE);
                call(opcode == 0x15, outline.type(in.u32()));
            }
            case 0x1A -> operands.pop(OperandStack.ANY);
            case 0x1B -> select();
            case 0x1C -> typedSelect();
            case 0x1F -> tryTable();
            default -> simple(opcode);
        }
    }

    private void simple(int opcode) {
        switch (opcode) {
            case 0x20 -> operands.push(locals.get(in.u32(), operands));
            case 0x21 -> operands.pop(locals.type(in.u32()));
            case 0x22 -> {
                char type = locals.type(in.u32());
                operands.pop(type);
                operands.push(type);
            }
            case 0x23 ->
                operands.push(OperandStack.code(outline.global(in.u32()).value()));
            case 0x24 -> {
                GlobalType global = outline.global(in.u32());
                if (!global.mutable()) {
                    operands.error();
                }
                operands.pop(OperandStack.code(global.value()));
            }
            case 0xD5 -> {
                outline.features.add(Feature.TYPED_REFERENCES);
                operands.pop(OperandStack.REFERENCE);
                branch(in.u32());
                operands.push(OperandStack.REFERENCE);
            }
            case 0xD6 -> {
                outline.features.add(Feature.TYPED_REFERENCES);
                branch(in.u32());
                operands.pop(OperandStack.ANY);
            }
            default -> {
                note(opcode);
                String signature = Signatures.of(opcode, immediates.read(opcode));
                if (signature.isEmpty()) {
                    operands.unknown();
                } else {
                    operands.apply(signature);
                }
            }
        }
    }

    private void note(int opcode) {
        switch (opcode) {
            case 0x40 -> outline.features.add(Feature.MEMORY_GROW);
            case 0xD4 -> outline.features.add(Feature.TYPED_REFERENCES);
            case 0xFD -> outline.features.add(Feature.VECTORS);
            case 0xFE -> outline.features.add(Feature.ATOMICS);
            default -> {}
        }
    }

    private void block(int opcode) {
        if (opcode == 0x04) {
            operands.pop('i');
        }
        open(opcode == 0x02 ? Form.BLOCK : opcode == 0x03 ? Form.LOOP : Form.IF);
    }

    private void open(Form form) {
        FunctionType type = blockType();
        move(type.parameters().size());
        operands.pop(type.parameters());
        blocks.push(form, type);
        operands.enter();
        operands.push(type.parameters());
    }

    private FunctionType blockType() {
        int code = in.peek();
        if (code == 0x40) {
            in.skip(1);
            return FunctionType.of();
        }
        if ((code & 0xC0) == 0x40) {
            return FunctionType.of().returning(Types.value(in));
        }
        return outline.type(in.signed(33));
    }

    private void otherArm() {
        FunctionType type = blocks.innermost();
        move(type.results().size());
        move(type.parameters().size());
        operands.pop(type.results());
        operands.endArm();
        if (!blocks.otherArm()) {
            operands.error();
        }
        operands.push(type.parameters());
    }

    private void end() {
        FunctionType type = blocks.pop();
        List<ValueType> results = type.results();
        move(results.size());
        operands.pop(results);
        operands.leave();
        if (blocks.wasHalf() && !type.parameters().equals(results)) {
            operands.error();
        }
        if (blocks.depth() > 0) {
            operands.push(results);
        }
        if (blocks.wasLoop()) {
            work(2L * blocks.siblings());
        }
    }

    /** Pops what a branch to the label takes along and pushes it again; how many values that are. */
    private int branch(long label) {
        List<ValueType> taken = blocks.labelTypes(label);
        work(label + (long) VALUE * taken.size());
        operands.pop(taken);
        operands.push(taken);
        return taken.size();
    }

    /** A table that functions are called through. */
    private void table(long index) {
        if (index >= outline.tables.size() || outline.tables.get((int) index).element() != ValueType.FUNCREF) {
            operands.error();
        }
    }

    private void branchTable() {
        operands.pop('i');
        int count = in.count("targets of one branch table", Integer.MAX_VALUE);
        outline.longestBranchTable = Math.max(outline.longestBranchTable, count);
        int taken = -1;
        for (int i = 0; i <= count; i++) {
            int arity = branch(in.u32());
            if (taken >= 0 && taken != arity) {
                operands.error();
            }
            taken = arity;
        }
        operands.unreachable();
    }

    private void leaveWith(List<ValueType> values) {
        move(values.size());
        operands.pop(values);
        operands.unreachable();
    }

    private void call(boolean tail, FunctionType type) {
        move(type.parameters().size());
        move(type.results().size());
        operands.call(type);
        if (tail) {
            operands.doubt();
            outline.features.add(Feature.TAIL_CALLS);
            operands.unreachable();
        }
    }

    private void select() {
        operands.pop('i');
        char second = operands.pop(OperandStack.ANY);
        char first = operands.pop(second);
        operands.push(first == OperandStack.ANY ? second : first);
    }

    private void typedSelect() {
        operands.pop('i');
        int count = in.count("types of one select", 1000);
        if (count != 1) {
            operands.error();
        }
        char type = OperandStack.ANY;
        for (int i = 0; i < count; i++) {
            type = OperandStack.code(Types.value(in));
        }
        operands.pop(type);
        operands.pop(type);
        operands.push(type);
    }

    private void tryTable() {
        outline.features.add(Feature.EXCEPTIONS);
        operands.doubt();
        open(Form.BLOCK);
        int count = in.count("handlers of one block", Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            if (kind < 2) {
                move(outline.tag(in.u32()).type().parameters().size());
            }
            // labels of handlers count from outside of the block itself
            long label = in.u32() + 1;
            work(label + (long) VALUE * blocks.labelTypes(label).size());
            operands.unchecked();
        }
    }

    private void move(int values) {
        if (values > 1) {
            work((long) VALUE * values);
            pushed += values;
            if (pushed > MAX_PUSHED) {
                throw tooMuch("values of instructions with several results in one function", pushed, MAX_PUSHED);
            }
        }
    }

    private void work(long steps) {
        work += steps;
        if (work > limits.validationWork()) {
            throw tooMuch(
                    "steps of validation work (nesting, branch tables, many values)", work, limits.validationWork());
        }
    }

    static InvalidModuleException tooMuch(String what, long found, long allowed) {
        return new InvalidModuleException("module has " + found + " " + what + ", " + allowed + " are allowed");
    }
}
