package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.ModuleLimits;
import dev.sedge.runtime.ValueType;
import java.util.Arrays;

/** The types of the parameters and locals of the function body that is skimmed. */
final class LocalTypes {

    private static final int NON_NULL_REFERENCE = 0x64;

    private final ModuleLimits limits;
    private char[] types = new char[256];
    private int count;
    private int firstLocal;
    private boolean nonNull;
    private boolean references;
    private long total;

    LocalTypes(ModuleLimits limits) {
        this.limits = limits;
    }

    /** Reads the declarations of a body; how many slots parameters and locals take. */
    int read(ByteReader in, FunctionType type) {
        count = 0;
        nonNull = false;
        references = false;
        for (ValueType parameter : type.parameters()) {
            add(OperandStack.code(parameter), 1);
        }
        firstLocal = count;
        int groups = in.count("groups of locals", Integer.MAX_VALUE);
        long slots = 0;
        for (int i = 0; i < groups; i++) {
            long size = in.u32();
            nonNull |= in.peek() == NON_NULL_REFERENCE;
            ValueType local = Types.value(in);
            references |= OperandStack.code(local) == OperandStack.REFERENCE;
            slots += size * local.slots();
            if (slots > limits.localsPerFunction()) {
                throw CodeScanner.tooMuch("locals in one function", slots, limits.localsPerFunction());
            }
            add(OperandStack.code(local), (int) size);
        }
        total += slots;
        if (total > limits.locals()) {
            throw CodeScanner.tooMuch("locals", total, limits.locals());
        }
        return type.parameterSlots() + (int) slots;
    }

    /** Whether there are references among the locals. */
    boolean haveReferences() {
        return references;
    }

    private void add(char type, int size) {
        if (count + size > types.length) {
            types = Arrays.copyOf(types, Math.max(count + size, types.length * 2));
        }
        Arrays.fill(types, count, count + size, type);
        count += size;
    }

    char type(long index) {
        if (index >= count) {
            throw new InvalidModuleException("module is invalid: unknown local " + index);
        }
        return types[(int) index];
    }

    /** The type of a local that is read: an error where it cannot be null and was not set, which is not followed. */
    char get(long index, OperandStack operands) {
        char type = type(index);
        if (nonNull && index >= firstLocal && type == OperandStack.REFERENCE) {
            operands.unchecked();
        }
        return type;
    }
}
