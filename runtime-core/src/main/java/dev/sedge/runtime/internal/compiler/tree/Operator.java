package dev.sedge.runtime.internal.compiler.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * The instructions that compute a number from one or two numbers, and what each becomes in the JVM: instructions, a method
 * of the JDK, a comparison that a branch can be fused with, or a method of {@code Numeric} of the same name.
 *
 * @see <a href="https://webassembly.github.io/spec/core/appendix/index-instructions.html">Index of instructions</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // Nobody writes to the arrays.
public enum Operator {
    I32_EQZ(0x45, "I>I", Comparison.INT_ZERO, Opcodes.IFEQ),
    I32_EQ(0x46, "II>I", Comparison.INT, Opcodes.IFEQ),
    I32_NE(0x47, "II>I", Comparison.INT, Opcodes.IFNE),
    I32_LT_S(0x48, "II>I", Comparison.INT, Opcodes.IFLT),
    I32_LT_U(0x49, "II>I", Comparison.INT_UNSIGNED, Opcodes.IFLT),
    I32_GT_S(0x4A, "II>I", Comparison.INT, Opcodes.IFGT),
    I32_GT_U(0x4B, "II>I", Comparison.INT_UNSIGNED, Opcodes.IFGT),
    I32_LE_S(0x4C, "II>I", Comparison.INT, Opcodes.IFLE),
    I32_LE_U(0x4D, "II>I", Comparison.INT_UNSIGNED, Opcodes.IFLE),
    I32_GE_S(0x4E, "II>I", Comparison.INT, Opcodes.IFGE),
    I32_GE_U(0x4F, "II>I", Comparison.INT_UNSIGNED, Opcodes.IFGE),
    I64_EQZ(0x50, "J>I", Comparison.LONG_ZERO, Opcodes.IFEQ),
    I64_EQ(0x51, "JJ>I", Comparison.LONG, Opcodes.IFEQ),
    I64_NE(0x52, "JJ>I", Comparison.LONG, Opcodes.IFNE),
    I64_LT_S(0x53, "JJ>I", Comparison.LONG, Opcodes.IFLT),
    I64_LT_U(0x54, "JJ>I", Comparison.LONG_UNSIGNED, Opcodes.IFLT),
    I64_GT_S(0x55, "JJ>I", Comparison.LONG, Opcodes.IFGT),
    I64_GT_U(0x56, "JJ>I", Comparison.LONG_UNSIGNED, Opcodes.IFGT),
    I64_LE_S(0x57, "JJ>I", Comparison.LONG, Opcodes.IFLE),
    I64_LE_U(0x58, "JJ>I", Comparison.LONG_UNSIGNED, Opcodes.IFLE),
    I64_GE_S(0x59, "JJ>I", Comparison.LONG, Opcodes.IFGE),
    I64_GE_U(0x5A, "JJ>I", Comparison.LONG_UNSIGNED, Opcodes.IFGE),
    F32_EQ(0x5B, "FF>I", Comparison.FLOAT_GREATER, Opcodes.IFEQ),
    F32_NE(0x5C, "FF>I", Comparison.FLOAT_GREATER, Opcodes.IFNE),
    F32_LT(0x5D, "FF>I", Comparison.FLOAT_LESS, Opcodes.IFLT),
    F32_GT(0x5E, "FF>I", Comparison.FLOAT_GREATER, Opcodes.IFGT),
    F32_LE(0x5F, "FF>I", Comparison.FLOAT_LESS, Opcodes.IFLE),
    F32_GE(0x60, "FF>I", Comparison.FLOAT_GREATER, Opcodes.IFGE),
    F64_EQ(0x61, "DD>I", Comparison.DOUBLE_GREATER, Opcodes.IFEQ),
    F64_NE(0x62, "DD>I", Comparison.DOUBLE_GREATER, Opcodes.IFNE),
    F64_LT(0x63, "DD>I", Comparison.DOUBLE_LESS, Opcodes.IFLT),
    F64_GT(0x64, "DD>I", Comparison.DOUBLE_GREATER, Opcodes.IFGT),
    F64_LE(0x65, "DD>I", Comparison.DOUBLE_LESS, Opcodes.IFLE),
    F64_GE(0x66, "DD>I", Comparison.DOUBLE_GREATER, Opcodes.IFGE),
    I32_CLZ(0x67, "I>I", "java/lang/Integer", "numberOfLeadingZeros"),
    I32_CTZ(0x68, "I>I", "java/lang/Integer", "numberOfTrailingZeros"),
    I32_POPCNT(0x69, "I>I", "java/lang/Integer", "bitCount"),
    I32_ADD(0x6A, "II>I", Opcodes.IADD),
    I32_SUB(0x6B, "II>I", Opcodes.ISUB),
    I32_MUL(0x6C, "II>I", Opcodes.IMUL),
    I32_DIV_S(0x6D, "II>I", Traps.YES),
    I32_DIV_U(0x6E, "II>I", Traps.YES),
    I32_REM_S(0x6F, "II>I", Traps.YES),
    I32_REM_U(0x70, "II>I", Traps.YES),
    I32_AND(0x71, "II>I", Opcodes.IAND),
    I32_OR(0x72, "II>I", Opcodes.IOR),
    I32_XOR(0x73, "II>I", Opcodes.IXOR),
    I32_SHL(0x74, "II>I", Opcodes.ISHL),
    I32_SHR_S(0x75, "II>I", Opcodes.ISHR),
    I32_SHR_U(0x76, "II>I", Opcodes.IUSHR),
    I32_ROTL(0x77, "II>I", Traps.NO),
    I32_ROTR(0x78, "II>I", Traps.NO),
    I64_CLZ(0x79, "J>J", "java/lang/Long", "numberOfLeadingZeros", Opcodes.I2L),
    I64_CTZ(0x7A, "J>J", "java/lang/Long", "numberOfTrailingZeros", Opcodes.I2L),
    I64_POPCNT(0x7B, "J>J", "java/lang/Long", "bitCount", Opcodes.I2L),
    I64_ADD(0x7C, "JJ>J", Opcodes.LADD),
    I64_SUB(0x7D, "JJ>J", Opcodes.LSUB),
    I64_MUL(0x7E, "JJ>J", Opcodes.LMUL),
    I64_DIV_S(0x7F, "JJ>J", Traps.YES),
    I64_DIV_U(0x80, "JJ>J", Traps.YES),
    I64_REM_S(0x81, "JJ>J", Traps.YES),
    I64_REM_U(0x82, "JJ>J", Traps.YES),
    I64_AND(0x83, "JJ>J", Opcodes.LAND),
    I64_OR(0x84, "JJ>J", Opcodes.LOR),
    I64_XOR(0x85, "JJ>J", Opcodes.LXOR),
    I64_SHL(0x86, "JJ>J", Opcodes.L2I, Opcodes.LSHL),
    I64_SHR_S(0x87, "JJ>J", Opcodes.L2I, Opcodes.LSHR),
    I64_SHR_U(0x88, "JJ>J", Opcodes.L2I, Opcodes.LUSHR),
    I64_ROTL(0x89, "JJ>J", Traps.NO),
    I64_ROTR(0x8A, "JJ>J", Traps.NO),
    F32_ABS(0x8B, "F>F", Traps.NO),
    F32_NEG(0x8C, "F>F", Opcodes.FNEG),
    F32_CEIL(0x8D, "F>F", Traps.NO),
    F32_FLOOR(0x8E, "F>F", Traps.NO),
    F32_TRUNC(0x8F, "F>F", Traps.NO),
    F32_NEAREST(0x90, "F>F", Traps.NO),
    F32_SQRT(0x91, "F>F", Traps.NO),
    F32_ADD(0x92, "FF>F", Opcodes.FADD),
    F32_SUB(0x93, "FF>F", Opcodes.FSUB),
    F32_MUL(0x94, "FF>F", Opcodes.FMUL),
    F32_DIV(0x95, "FF>F", Opcodes.FDIV),
    F32_MIN(0x96, "FF>F", Traps.NO),
    F32_MAX(0x97, "FF>F", Traps.NO),
    F32_COPYSIGN(0x98, "FF>F", Traps.NO),
    F64_ABS(0x99, "D>D", Traps.NO),
    F64_NEG(0x9A, "D>D", Opcodes.DNEG),
    F64_CEIL(0x9B, "D>D", Traps.NO),
    F64_FLOOR(0x9C, "D>D", Traps.NO),
    F64_TRUNC(0x9D, "D>D", Traps.NO),
    F64_NEAREST(0x9E, "D>D", Traps.NO),
    F64_SQRT(0x9F, "D>D", Traps.NO),
    F64_ADD(0xA0, "DD>D", Opcodes.DADD),
    F64_SUB(0xA1, "DD>D", Opcodes.DSUB),
    F64_MUL(0xA2, "DD>D", Opcodes.DMUL),
    F64_DIV(0xA3, "DD>D", Opcodes.DDIV),
    F64_MIN(0xA4, "DD>D", Traps.NO),
    F64_MAX(0xA5, "DD>D", Traps.NO),
    F64_COPYSIGN(0xA6, "DD>D", Traps.NO),
    I32_WRAP_I64(0xA7, "J>I", Opcodes.L2I),
    I32_TRUNC_F32_S(0xA8, "F>I", Traps.YES),
    I32_TRUNC_F32_U(0xA9, "F>I", Traps.YES),
    I32_TRUNC_F64_S(0xAA, "D>I", Traps.YES),
    I32_TRUNC_F64_U(0xAB, "D>I", Traps.YES),
    I64_EXTEND_I32_S(0xAC, "I>J", Opcodes.I2L),
    I64_EXTEND_I32_U(0xAD, "I>J", Traps.NO),
    I64_TRUNC_F32_S(0xAE, "F>J", Traps.YES),
    I64_TRUNC_F32_U(0xAF, "F>J", Traps.YES),
    I64_TRUNC_F64_S(0xB0, "D>J", Traps.YES),
    I64_TRUNC_F64_U(0xB1, "D>J", Traps.YES),
    F32_CONVERT_I32_S(0xB2, "I>F", Opcodes.I2F),
    F32_CONVERT_I32_U(0xB3, "I>F", Traps.NO),
    F32_CONVERT_I64_S(0xB4, "J>F", Opcodes.L2F),
    F32_CONVERT_I64_U(0xB5, "J>F", Traps.NO),
    F32_DEMOTE_F64(0xB6, "D>F", Opcodes.D2F),
    F64_CONVERT_I32_S(0xB7, "I>D", Opcodes.I2D),
    F64_CONVERT_I32_U(0xB8, "I>D", Traps.NO),
    F64_CONVERT_I64_S(0xB9, "J>D", Opcodes.L2D),
    F64_CONVERT_I64_U(0xBA, "J>D", Traps.NO),
    F64_PROMOTE_F32(0xBB, "F>D", Opcodes.F2D),
    I32_REINTERPRET_F32(0xBC, "F>I", "java/lang/Float", "floatToRawIntBits"),
    I64_REINTERPRET_F64(0xBD, "D>J", "java/lang/Double", "doubleToRawLongBits"),
    F32_REINTERPRET_I32(0xBE, "I>F", "java/lang/Float", "intBitsToFloat"),
    F64_REINTERPRET_I64(0xBF, "J>D", "java/lang/Double", "longBitsToDouble"),
    I32_EXTEND8_S(0xC0, "I>I", Opcodes.I2B),
    I32_EXTEND16_S(0xC1, "I>I", Opcodes.I2S),
    I64_EXTEND8_S(0xC2, "J>J", Opcodes.L2I, Opcodes.I2B, Opcodes.I2L),
    I64_EXTEND16_S(0xC3, "J>J", Opcodes.L2I, Opcodes.I2S, Opcodes.I2L),
    I64_EXTEND32_S(0xC4, "J>J", Opcodes.L2I, Opcodes.I2L),
    I32_TRUNC_SAT_F32_S(0xFC00, "F>I", Opcodes.F2I),
    I32_TRUNC_SAT_F32_U(0xFC01, "F>I", Traps.NO),
    I32_TRUNC_SAT_F64_S(0xFC02, "D>I", Opcodes.D2I),
    I32_TRUNC_SAT_F64_U(0xFC03, "D>I", Traps.NO),
    I64_TRUNC_SAT_F32_S(0xFC04, "F>J", Opcodes.F2L),
    I64_TRUNC_SAT_F32_U(0xFC05, "F>J", Traps.NO),
    I64_TRUNC_SAT_F64_S(0xFC06, "D>J", Opcodes.D2L),
    I64_TRUNC_SAT_F64_U(0xFC07, "D>J", Traps.NO);

    /** Where {@code Numeric} is. */
    static final String NUMERIC = "dev/sedge/runtime/internal/compiler/run/Numeric";

    private static final Operator[] SINGLE = new Operator[0x100];
    private static final Operator[] PREFIXED = new Operator[8];

    static {
        for (Operator operator : values()) {
            if (operator.opcode >= 0xFC00) {
                PREFIXED[operator.opcode & 0xFF] = operator;
            } else {
                SINGLE[operator.opcode] = operator;
            }
        }
    }

    private final int opcode;
    private final List<Kind> operands;
    private final Kind result;
    private final boolean traps;
    private final int[] instructions;
    private final @Nullable RuntimeMethod method;
    private final @Nullable Comparison comparison;
    private final int jump;

    /** Whether an instruction may trap. */
    private enum Traps {
        YES,
        NO
    }

    Operator(int opcode, String signature, int... instructions) {
        this(opcode, signature, false, instructions, null, null, null, 0);
    }

    Operator(int opcode, String signature, String owner, String name, int... instructions) {
        this(opcode, signature, false, instructions, owner, name, null, 0);
    }

    Operator(int opcode, String signature, Traps traps) {
        this(opcode, signature, traps == Traps.YES, new int[0], "", null, null, 0);
    }

    Operator(int opcode, String signature, Comparison comparison, int jump) {
        this(opcode, signature, false, new int[0], "", null, comparison, jump);
    }

    Operator(
            int opcode,
            String signature,
            boolean traps,
            int[] instructions,
            @Nullable String owner,
            @Nullable String name,
            @Nullable Comparison comparison,
            int jump) {
        int arrow = signature.indexOf('>');
        this.opcode = opcode;
        this.operands = kinds(signature.substring(0, arrow));
        this.result = kinds(signature.substring(arrow + 1)).get(0);
        this.traps = traps;
        this.instructions = instructions;
        this.comparison = comparison;
        this.jump = jump;
        this.method =
                owner == null ? null : method(owner, name == null ? camelCase(name()) : name, signature, instructions);
    }

    /** The operator of an opcode of one byte; there must be one. */
    public static Operator of(int opcode) {
        return SINGLE[opcode];
    }

    /** The operator of a number behind the prefix 0xFC. */
    public static Operator prefixed(int number) {
        return PREFIXED[number];
    }

    public List<Kind> operands() {
        return operands;
    }

    public Kind result() {
        return result;
    }

    /** Whether it may trap. */
    public boolean traps() {
        return traps;
    }

    Effects effects() {
        return traps ? Effects.LEAVES : Effects.NONE;
    }

    /** The method that computes it; null when instructions do. */
    public @Nullable RuntimeMethod method() {
        return method;
    }

    /** The instructions that compute it, or that follow the method. */
    public int[] instructions() {
        return instructions;
    }

    /** How it compares, null when it does not. */
    public @Nullable Comparison comparison() {
        return comparison;
    }

    /** The jump that is taken when a comparison is true: one of IFEQ to IFLE. */
    public int jump() {
        return jump;
    }

    private static List<Kind> kinds(String letters) {
        List<Kind> kinds = new ArrayList<>(letters.length());
        for (int i = 0; i < letters.length(); i++) {
            kinds.add(
                    switch (letters.charAt(i)) {
                        case 'I' -> Kind.INT;
                        case 'J' -> Kind.LONG;
                        case 'F' -> Kind.FLOAT;
                        default -> Kind.DOUBLE;
                    });
        }
        return List.copyOf(kinds);
    }

    private static RuntimeMethod method(String owner, String name, String signature, int[] instructions) {
        int arrow = signature.indexOf('>');
        // The JDK counts bits of a long in an int, which an instruction then makes a long.
        String result = instructions.length > 0 ? "I" : signature.substring(arrow + 1);
        String descriptor = "(" + signature.substring(0, arrow) + ")" + result;
        return new RuntimeMethod(owner.isEmpty() ? NUMERIC : owner, name, descriptor, false, Effects.NONE);
    }

    private static String camelCase(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            boolean wordStart = i > 0 && name.charAt(i - 1) == '_';
            if (name.charAt(i) != '_') {
                text.append(wordStart ? name.charAt(i) : Character.toLowerCase(name.charAt(i)));
            }
        }
        return text.toString();
    }
}
