package dev.sedge.runtime.internal.compiler.vector;

import dev.sedge.runtime.internal.compiler.vector.Term.Call;
import dev.sedge.runtime.internal.compiler.vector.Term.Core;
import dev.sedge.runtime.internal.compiler.vector.Term.IntConstant;
import dev.sedge.runtime.internal.compiler.vector.Term.LongConstant;
import dev.sedge.runtime.internal.compiler.vector.Term.Operand;
import dev.sedge.runtime.internal.compiler.vector.Term.Part;
import java.util.List;

/** Short words for terms. */
final class Terms {

    static final int I32_AND = 0x71;
    static final int I64_ADD = 0x7C;
    static final int I64_SUB = 0x7D;
    static final int I64_MUL = 0x7E;
    static final int I64_AND = 0x83;
    static final int I64_OR = 0x84;
    static final int I64_XOR = 0x85;
    static final int I64_SHL = 0x86;
    static final int I64_SHR_S = 0x87;
    static final int I64_SHR_U = 0x88;
    static final int I32_WRAP_I64 = 0xA7;
    static final int I64_EXTEND_I32_U = 0xAD;
    static final int I32_REINTERPRET_F32 = 0xBC;
    static final int I64_REINTERPRET_F64 = 0xBD;
    static final int F32_REINTERPRET_I32 = 0xBE;
    static final int F64_REINTERPRET_I64 = 0xBF;
    static final int I32_EXTEND8_S = 0xC0;
    static final int I32_EXTEND16_S = 0xC1;
    static final int I64_EXTEND32_S = 0xC4;

    private static final String PACKAGE = Terms.class.getPackageName().replace('.', '/') + '/';

    private Terms() {}

    /** A class of this package that has the methods of a family of instructions. */
    static String owner(Class<?> type) {
        return PACKAGE + type.getSimpleName();
    }

    static Operand low(int index) {
        return new Operand(index, Part.LOW);
    }

    static Operand high(int index) {
        return new Operand(index, Part.HIGH);
    }

    static Operand scalar(int index) {
        return new Operand(index, Part.WHOLE);
    }

    static Term constant(long value) {
        return new LongConstant(value);
    }

    static Term constant(int value) {
        return new IntConstant(value);
    }

    static Term core(int opcode, Term... arguments) {
        return new Core(opcode, List.of(arguments));
    }

    /** A call of a method from i64 to i64. */
    static Term call(Class<?> owner, String name, Term... arguments) {
        return new Call(owner(owner), name, "(" + "J".repeat(arguments.length) + ")J", List.of(arguments));
    }

    /** An i64 moved right by a constant; by none, itself. */
    static Term shiftedRight(Term value, int bits) {
        return bits == 0 ? value : core(I64_SHR_U, value, constant((long) bits));
    }

    /** An i64 moved left by a constant; by none, itself. */
    static Term shiftedLeft(Term value, int bits) {
        return bits == 0 ? value : core(I64_SHL, value, constant((long) bits));
    }

    /** The bits of an i64 that a mask names; with a full mask, itself. */
    static Term masked(Term value, long mask) {
        return mask == -1 ? value : core(I64_AND, value, constant(mask));
    }
}
