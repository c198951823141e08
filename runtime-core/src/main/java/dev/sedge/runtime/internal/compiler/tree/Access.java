package dev.sedge.runtime.internal.compiler.tree;

import org.objectweb.asm.Opcodes;

/**
 * The loads and stores, and the method of {@code MemoryAccess} that does each. The address comes first, the array that is
 * the memory last.
 */
@SuppressWarnings("ImmutableEnumChecker") // Nobody writes to the arrays.
public enum Access {
    I32_LOAD(0x28, Kind.INT, View.INT, "load32", "(I[B)I"),
    I64_LOAD(0x29, Kind.LONG, View.LONG, "load64", "(I[B)J"),
    F32_LOAD(0x2A, Kind.FLOAT, View.FLOAT, "loadFloat", "(I[B)F"),
    F64_LOAD(0x2B, Kind.DOUBLE, View.DOUBLE, "loadDouble", "(I[B)D"),
    I32_LOAD8_S(0x2C, Kind.INT, View.BYTE, "load8", "(I[B)I"),
    I32_LOAD8_U(0x2D, Kind.INT, View.BYTE, "load8u", "(I[B)I"),
    I32_LOAD16_S(0x2E, Kind.INT, View.SHORT, "load16", "(I[B)I"),
    I32_LOAD16_U(0x2F, Kind.INT, View.SHORT, "load16u", "(I[B)I"),
    I64_LOAD8_S(0x30, Kind.LONG, View.BYTE, "load8", "(I[B)I", Opcodes.I2L),
    I64_LOAD8_U(0x31, Kind.LONG, View.BYTE, "load8u", "(I[B)I", Opcodes.I2L),
    I64_LOAD16_S(0x32, Kind.LONG, View.SHORT, "load16", "(I[B)I", Opcodes.I2L),
    I64_LOAD16_U(0x33, Kind.LONG, View.SHORT, "load16u", "(I[B)I", Opcodes.I2L),
    I64_LOAD32_S(0x34, Kind.LONG, View.INT, "load32", "(I[B)I", Opcodes.I2L),
    I64_LOAD32_U(0x35, Kind.LONG, View.INT, "load32u", "(I[B)J"),
    I32_STORE(0x36, Kind.INT, View.INT, "store32", "(II[B)V"),
    I64_STORE(0x37, Kind.LONG, View.LONG, "store64", "(IJ[B)V"),
    F32_STORE(0x38, Kind.FLOAT, View.FLOAT, "storeFloat", "(IF[B)V"),
    F64_STORE(0x39, Kind.DOUBLE, View.DOUBLE, "storeDouble", "(ID[B)V"),
    I32_STORE8(0x3A, Kind.INT, View.BYTE, "store8", "(II[B)V"),
    I32_STORE16(0x3B, Kind.INT, View.SHORT, "store16", "(II[B)V"),
    I64_STORE8(0x3C, Kind.LONG, View.BYTE, "store8", "(II[B)V", Opcodes.L2I),
    I64_STORE16(0x3D, Kind.LONG, View.SHORT, "store16", "(II[B)V", Opcodes.L2I),
    I64_STORE32(0x3E, Kind.LONG, View.INT, "store32", "(II[B)V", Opcodes.L2I);

    private static final Access[] BY_OPCODE = new Access[0x3F];

    static {
        for (Access access : values()) {
            BY_OPCODE[access.opcode] = access;
        }
    }

    /** What the bytes of a memory are taken for, named as the VarHandle that does it. */
    public enum View {
        BYTE(1, "B"),
        SHORT(2, "S"),
        INT(4, "I"),
        LONG(8, "J"),
        FLOAT(4, "F"),
        DOUBLE(8, "D");

        private final int bytes;
        private final String type;

        View(int bytes, String type) {
            this.bytes = bytes;
            this.type = type;
        }

        public int bytes() {
            return bytes;
        }

        /** That of getting or setting one, with the array and the address. */
        public String descriptor(boolean get) {
            return get ? "([BI)" + type : "([BI" + type + ")V";
        }
    }

    private final int opcode;
    private final Kind value;
    private final View view;
    private final String method;
    private final String descriptor;
    private final int[] conversions;

    Access(int opcode, Kind value, View view, String method, String descriptor, int... conversions) {
        this.opcode = opcode;
        this.value = value;
        this.view = view;
        this.method = method;
        this.descriptor = descriptor;
        this.conversions = conversions;
    }

    /** The access of an opcode; there must be one. */
    public static Access of(int opcode) {
        return BY_OPCODE[opcode];
    }

    /** What is loaded or stored. */
    public Kind value() {
        return value;
    }

    public View view() {
        return view;
    }

    /** Whether what is loaded is widened with zeros. */
    public boolean isUnsigned() {
        return method.endsWith("u");
    }

    public String method() {
        return method;
    }

    public String descriptor() {
        return descriptor;
    }

    /** That of the method of {@code GrowingMemory}, which takes the size of the memory before the array. */
    public String sizedDescriptor() {
        return descriptor.replace("[B", "I[B");
    }

    /** The instructions between the method and the value: after a load, before a store. */
    public int[] conversions() {
        return conversions;
    }
}
