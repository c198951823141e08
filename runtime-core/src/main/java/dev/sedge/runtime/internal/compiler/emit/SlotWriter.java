package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Moves values between an array with a slot for each, as the host has them, and the JVM's variables and operand stack, or
 * the state for those beyond what the JVM takes. References to functions change from numbers to indices and back.
 */
final class SlotWriter {

    private final Code code;
    private final int array;
    private final int state;

    /**
     * @param array the variable with the array
     * @param state the variable with the state
     */
    SlotWriter(Code code, int array, int state) {
        this.code = code;
        this.array = array;
        this.state = state;
    }

    /** Puts the parameters of a method into the array: so many from its variables, the others from the state. */
    void putArguments(List<ValueType> types, int passed) {
        int index = 0;
        int variable = 0;
        for (ValueType type : types) {
            for (Kind kind : Kind.of(type)) {
                code.loadReference(array);
                code.push(index);
                if (index < passed) {
                    code.load(kind, variable);
                    variable += kind.slots();
                } else {
                    code.take(kind, index, state);
                }
                toSlot(type, kind);
                code.op(Opcodes.LASTORE);
                index++;
            }
        }
    }

    /** Leaves the first result from the array on the operand stack, and the others with the state. */
    void leaveResults(List<ValueType> types) {
        int index = 0;
        for (ValueType type : types) {
            for (Kind kind : Kind.of(type)) {
                load(index, type, kind);
                if (index > 0) {
                    code.put(kind, index, state);
                }
                index++;
            }
        }
    }

    /** Leaves arguments from the array: so many on the operand stack, the others with the state. */
    void loadArguments(List<ValueType> types, int passed) {
        int index = 0;
        for (ValueType type : types) {
            for (Kind kind : Kind.of(type)) {
                load(index, type, kind);
                if (index >= passed) {
                    code.put(kind, index, state);
                }
                index++;
            }
        }
    }

    /** Puts results into the array: the first from the operand stack, the others from the state. */
    void storeResults(List<ValueType> types, int spare) {
        int index = 0;
        for (ValueType type : types) {
            for (Kind kind : Kind.of(type)) {
                if (index == 0) {
                    code.store(kind, spare);
                }
                code.loadReference(array);
                code.push(index);
                if (index == 0) {
                    code.load(kind, spare);
                } else {
                    code.take(kind, index, state);
                }
                toSlot(type, kind);
                code.op(Opcodes.LASTORE);
                index++;
            }
        }
    }

    private void load(int index, ValueType type, Kind kind) {
        code.loadReference(array);
        code.push(index);
        code.op(Opcodes.LALOAD);
        code.fromSlot(kind);
        if (type == ValueType.FUNCREF) {
            code.loadReference(state);
            code.call(Names.REFERENCES, "toNumber", "(I" + Names.STATE_PARAMETER + ")I");
        }
    }

    private void toSlot(ValueType type, Kind kind) {
        if (type == ValueType.FUNCREF) {
            code.loadReference(state);
            code.call(Names.REFERENCES, "toIndex", "(I" + Names.STATE_PARAMETER + ")I");
        }
        code.toSlot(kind);
    }
}
