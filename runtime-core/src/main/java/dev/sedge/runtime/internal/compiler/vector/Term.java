package dev.sedge.runtime.internal.compiler.vector;

import java.util.List;

/**
 * A computation of one scalar from the operands of an instruction. It has no effects and cannot trap, and may mention an
 * operand several times or never.
 */
public sealed interface Term {

    /** Which part of an operand. */
    enum Part {
        /** All of it: the operand is a scalar. */
        WHOLE,
        /** The low half of a vector, an i64. */
        LOW,
        /** The high half of a vector, an i64. */
        HIGH
    }

    /**
     * An operand, or half of it. The operands of the instruction count first, in the order in which they were pushed, then
     * the values that its {@link Lowering#loads()} read.
     *
     * @param index which operand, from 0
     * @param part which part of it
     */
    record Operand(int index, Part part) implements Term {}

    /**
     * An i32 constant.
     *
     * @param value the value
     */
    record IntConstant(int value) implements Term {}

    /**
     * An i64 constant.
     *
     * @param value the value
     */
    record LongConstant(long value) implements Term {}

    /**
     * A plain numeric instruction of WebAssembly, as if the module contained it.
     *
     * @param opcode its opcode, one byte
     * @param arguments its one or two operands
     */
    record Core(int opcode, List<Term> arguments) implements Term {}

    /**
     * A call of a public static method.
     *
     * @param owner the internal name of its class
     * @param name its name
     * @param descriptor its descriptor, which fits the arguments
     * @param arguments its arguments
     */
    record Call(String owner, String name, String descriptor, List<Term> arguments) implements Term {}
}
