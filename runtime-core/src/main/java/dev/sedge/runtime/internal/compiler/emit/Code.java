package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.Kind;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The instructions of one method. Whenever a label is placed the operand stack is empty and all local variables have
 * values, so that all stack map frames but the first are alike.
 */
final class Code {

    private final MethodVisitor out;
    private int line = -1;

    Code(MethodVisitor out) {
        this.out = out;
    }

    MethodVisitor out() {
        return out;
    }

    void op(int opcode) {
        out.visitInsn(opcode);
    }

    void ops(int[] opcodes) {
        for (int opcode : opcodes) {
            out.visitInsn(opcode);
        }
    }

    void load(Kind kind, int slot) {
        out.visitVarInsn(kind.loadOpcode(), slot);
    }

    void store(Kind kind, int slot) {
        out.visitVarInsn(kind.storeOpcode(), slot);
    }

    /** Loads the first parameters of the method; the slot behind them. */
    int loadParameters(List<Kind> kinds, int count) {
        int slot = 0;
        for (int i = 0; i < count; i++) {
            load(kinds.get(i), slot);
            slot += kinds.get(i).slots();
        }
        return slot;
    }

    void loadReference(int slot) {
        out.visitVarInsn(Opcodes.ALOAD, slot);
    }

    void call(String owner, String name, String descriptor) {
        out.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    void jump(int opcode, Label target) {
        out.visitJumpInsn(opcode, target);
    }

    /** The types of all local variables, which hold from here on. */
    void frame(Layout layout) {
        Object[] types = layout.frame();
        out.visitFrame(Opcodes.F_FULL, types.length, types, 0, null);
    }

    /** So many labels that are not placed yet. */
    static Label[] labels(int count) {
        Label[] labels = new Label[count];
        Arrays.setAll(labels, it -> new Label());
        return labels;
    }

    /** Jumps may come here. */
    void place(Label label) {
        out.visitLabel(label);
        out.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        line = -1;
    }

    /** Jumps may come here with one reference on the operand stack, or an exception does. */
    void placeHandler(Label label, String type) {
        out.visitLabel(label);
        out.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {type});
        line = -1;
    }

    /** What follows is at this line, where an exception would name it. */
    void line(int number) {
        if (number != line) {
            Label here = new Label();
            out.visitLabel(here);
            out.visitLineNumber(number, here);
            line = number;
        }
    }

    void push(int value) {
        if (value >= -1 && value <= 5) {
            out.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            out.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value == (short) value) {
            out.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            out.visitLdcInsn(value);
        }
    }

    void push(long value) {
        if (value == 0 || value == 1) {
            out.visitInsn(Opcodes.LCONST_0 + (int) value);
        } else if (value == (short) value) {
            push((int) value);
            out.visitInsn(Opcodes.I2L);
        } else {
            out.visitLdcInsn(value);
        }
    }

    /** A constant; floats as raw bits. */
    void push(Kind kind, long bits) {
        switch (kind) {
            case INT -> push((int) bits);
            case LONG, HIGH -> push(bits);
            case FLOAT -> pushFloat((int) bits);
            case DOUBLE -> pushDouble(bits);
            case REF -> out.visitInsn(Opcodes.ACONST_NULL);
        }
    }

    private void pushFloat(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (bits == 0) {
            out.visitInsn(Opcodes.FCONST_0);
        } else if (Float.isNaN(value)) {
            // The class file would keep the payload, but not everybody who reads it.
            push(bits);
            call("java/lang/Float", "intBitsToFloat", "(I)F");
        } else {
            out.visitLdcInsn(value);
        }
    }

    private void pushDouble(long bits) {
        double value = Double.longBitsToDouble(bits);
        if (bits == 0) {
            out.visitInsn(Opcodes.DCONST_0);
        } else if (Double.isNaN(value)) {
            push(bits);
            call("java/lang/Double", "longBitsToDouble", "(J)D");
        } else {
            out.visitLdcInsn(value);
        }
    }

    /** Turns a value into its slot: sign-extended or raw bits. */
    void toSlot(Kind kind) {
        switch (kind) {
            case INT -> op(Opcodes.I2L);
            case FLOAT -> {
                call("java/lang/Float", "floatToRawIntBits", "(F)I");
                op(Opcodes.I2L);
            }
            case DOUBLE -> call("java/lang/Double", "doubleToRawLongBits", "(D)J");
            case LONG, HIGH -> {}
            case REF -> throw new IllegalStateException("an exception is no number");
        }
    }

    /** Turns a slot into its value. */
    void fromSlot(Kind kind) {
        switch (kind) {
            case INT -> op(Opcodes.L2I);
            case FLOAT -> {
                op(Opcodes.L2I);
                call("java/lang/Float", "intBitsToFloat", "(I)F");
            }
            case DOUBLE -> call("java/lang/Double", "longBitsToDouble", "(J)D");
            case LONG, HIGH -> {}
            case REF -> throw new IllegalStateException("an exception is no number");
        }
    }

    /** Leaves the value on the operand stack with the state. */
    void put(Kind kind, int index, int state) {
        push(index);
        loadReference(state);
        call(Names.SPILL, "put", "(" + kind.descriptor() + "I" + Names.STATE_PARAMETER + ")V");
    }

    /** Takes a value that was left with the state. */
    void take(Kind kind, int index, int state) {
        push(index);
        loadReference(state);
        call(Names.SPILL, "take" + Names.suffix(kind), "(I" + Names.STATE_PARAMETER + ")" + kind.descriptor());
    }

    /** Loads a variable that an object holds; the object is in a slot. */
    void loadHeld(Kind kind, int variable, int object) {
        push(variable);
        loadReference(object);
        call(Names.FRAME, "get" + Names.suffix(kind), "(IL" + Names.FRAME + ";)" + kind.descriptor());
    }

    /** Stores into a variable that an object holds. */
    void storeHeld(Kind kind, int variable, int object) {
        push(variable);
        loadReference(object);
        call(Names.FRAME, "set", "(" + kind.descriptor() + "IL" + Names.FRAME + ";)V");
    }

    /** Gets or sets a field of an object. */
    void field(int opcode, String owner, String name, Kind kind) {
        out.visitFieldInsn(opcode, owner, name, kind.descriptor());
    }

    /** Changes the places of a value and of the reference above it. */
    void swap(Kind kind) {
        if (kind.slots() == 2) {
            op(Opcodes.DUP_X2);
            op(Opcodes.POP);
        } else {
            op(Opcodes.SWAP);
        }
    }

    /** Turns an int into a long as if it were unsigned. */
    void widenUnsigned() {
        op(Opcodes.I2L);
        push(0xFFFFFFFFL);
        op(Opcodes.LAND);
    }

    void pop(Kind kind) {
        op(kind.slots() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }

    void dup(Kind kind) {
        op(kind.slots() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
    }
}
