package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.ModuleLimits;

/**
 * Skims the function bodies. It knows where instructions begin and which blocks are open, not what is on the operand
 * stack: enough to add up what a body will cost the parser and the validator behind it where that is more than its
 * length, and what one call of it will hold on the heap.
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
    private long locals;
    private long work;
    private long pushed;
    private boolean tailCalls;

    CodeScanner(ByteReader in, ModuleOutline.Builder outline, ModuleLimits limits) {
        this.in = in;
        this.outline = outline;
        this.limits = limits;
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
        outline.tailCalls = tailCalls;
    }

    private void body(int functionIndex) {
        int length = in.length();
        if (length > limits.functionBytes()) {
            throw tooMuch("bytes in one function", length, limits.functionBytes());
        }
        int end = in.position() + length;
        int slots = locals();
        FunctionType type = outline.functionType(functionIndex);
        blocks.reset(type.results().size());
        pushed = 0;
        while (in.position() < end) {
            instruction(in.u8());
        }
        if (in.position() != end || blocks.depth() != 0) {
            throw new InvalidModuleException(
                    "module is invalid: function body " + functionIndex + " does not end where its size says");
        }
        outline.frameSlots[functionIndex] = type.parameterSlots() + slots + blocks.deepest();
    }

    private int locals() {
        int groups = in.count("groups of locals", Integer.MAX_VALUE);
        long total = 0;
        for (int i = 0; i < groups; i++) {
            long count = in.u32();
            total += count * Types.value(in).slots();
            if (total > limits.localsPerFunction()) {
                throw tooMuch("locals in one function", total, limits.localsPerFunction());
            }
        }
        locals += total;
        if (locals > limits.locals()) {
            throw tooMuch("locals", locals, limits.locals());
        }
        return (int) total;
    }

    private void instruction(int opcode) {
        switch (opcode) {
            case 0x02, 0x03, 0x04 -> block(opcode == 0x03);
            case 0x05 -> move(blocks.innermostResults());
            case 0x0B -> end();
            case 0x0C, 0x0D, 0xD5, 0xD6 -> branch(in.u32());
            case 0x0E -> branchTable();
            case 0x10 -> call(outline.functionType(in.u32()));
            case 0x11 -> callIndirect();
            case 0x12 -> tailCall(outline.functionType(in.u32()));
            case 0x13 -> {
                tailCalls = true;
                callIndirect();
            }
            case 0x14 -> call(outline.type(in.u32()));
            case 0x15 -> tailCall(outline.type(in.u32()));
            case 0x1F -> tryTable();
            default -> Immediates.skip(opcode, in);
        }
    }

    private void block(boolean loop) {
        int code = in.peek();
        if (code == 0x40) {
            in.skip(1);
            blocks.push(loop, 0, 0);
        } else if ((code & 0xC0) == 0x40) {
            Types.value(in);
            blocks.push(loop, loop ? 0 : 1, 1);
        } else {
            FunctionType type = outline.type(in.signed());
            int parameters = type.parameters().size();
            int results = type.results().size();
            move(parameters);
            blocks.push(loop, loop ? parameters : results, results);
        }
    }

    private void end() {
        int results = blocks.pop();
        move(results);
        if (blocks.wasLoop()) {
            work(2L * blocks.siblings());
        }
    }

    private void branch(long label) {
        int arity = blocks.labelArity(label);
        work(label + (long) VALUE * arity);
    }

    private void branchTable() {
        int count = in.count("targets of one branch table", Integer.MAX_VALUE);
        for (int i = 0; i <= count; i++) {
            branch(in.u32());
        }
    }

    private void call(FunctionType type) {
        move(type.parameters().size());
        move(type.results().size());
    }

    private void callIndirect() {
        FunctionType type = outline.type(in.u32());
        in.skipLeb();
        call(type);
    }

    private void tailCall(FunctionType type) {
        tailCalls = true;
        call(type);
    }

    private void tryTable() {
        block(false);
        int count = in.count("handlers of one block", Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            if (kind < 2) {
                in.skipLeb();
                move(8);
            }
            // labels of handlers count from outside of the block itself
            branch(in.u32() + 1);
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

    private static InvalidModuleException tooMuch(String what, long found, long allowed) {
        return new InvalidModuleException("module has " + found + " " + what + ", " + allowed + " are allowed");
    }
}
