package dev.sedge.runtime.internal.compiler.tree;

import dev.sedge.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * How a value travels in the JVM. A v128 is a {@link #LONG} and a {@link #HIGH}; a function reference is an
 * {@link #INT}, its index; a reference of the host a {@link #LONG}, its number; null is -1 in both.
 */
public enum Kind {
    INT("I", 1, 0),
    LONG("J", 2, 1),
    /** The upper half of a v128, otherwise a {@link #LONG}. */
    HIGH("J", 2, 1),
    FLOAT("F", 1, 2),
    DOUBLE("D", 2, 3),
    /** A caught exception, or null. */
    REF("Ljava/lang/Object;", 1, 4);

    private final String descriptor;
    private final int slots;
    private final int offset;

    Kind(String descriptor, int slots, int offset) {
        this.descriptor = descriptor;
        this.slots = slots;
        this.offset = offset;
    }

    /** The type in descriptors of methods and fields. */
    public String descriptor() {
        return descriptor;
    }

    /** How many slots of the JVM's local variables it takes. */
    public int slots() {
        return slots;
    }

    public int loadOpcode() {
        return Opcodes.ILOAD + offset;
    }

    public int storeOpcode() {
        return Opcodes.ISTORE + offset;
    }

    public int returnOpcode() {
        return Opcodes.IRETURN + offset;
    }

    /** The kinds of a value of this type: two of a v128, else one. */
    public static List<Kind> of(ValueType type) {
        return switch (type) {
            case I32, FUNCREF -> List.of(INT);
            case I64, EXTERNREF -> List.of(LONG);
            case F32 -> List.of(FLOAT);
            case F64 -> List.of(DOUBLE);
            case V128 -> List.of(LONG, HIGH);
            case EXNREF -> List.of(REF);
        };
    }

    /** The kinds of these values, one after the other. */
    public static List<Kind> of(List<ValueType> types) {
        List<Kind> kinds = new ArrayList<>(types.size());
        for (ValueType type : types) {
            kinds.addAll(of(type));
        }
        return List.copyOf(kinds);
    }

    /** What a local variable of this type holds before it is set. */
    public static Expr initial(ValueType type, Kind kind) {
        return switch (type) {
            case FUNCREF -> Expr.Const.of(-1);
            case EXTERNREF -> Expr.Const.of(-1L);
            default -> Expr.Const.zero(kind);
        };
    }
}
