package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.InvalidModuleException;

/** Skips constant expressions: the initial values of globals and tables, the offsets of segments. Checks the globals they name. */
public final class ConstantExpression {

    private static final int V128_CONST = 12;

    private ConstantExpression() {}

    public static void skip(ByteReader in, int globals) {
        for (int opcode = in.u8(); opcode != 0x0B; opcode = in.u8()) {
            switch (opcode) {
                case 0x23 -> global(in.u32(), globals);
                case 0x41, 0x42, 0xD2 -> in.skipLeb();
                case 0x43 -> in.skip(4);
                case 0x44 -> in.skip(8);
                case 0x6A, 0x6B, 0x6C, 0x7C, 0x7D, 0x7E -> {}
                case 0xD0 -> Types.heap(in.signed());
                case 0xFD -> skipVector(in);
                default -> throw notConstant(opcode);
            }
        }
    }

    private static void global(long index, int globals) {
        if (index >= globals) {
            throw new InvalidModuleException("module is invalid: unknown global " + index);
        }
    }

    private static void skipVector(ByteReader in) {
        long opcode = in.u32();
        if (opcode != V128_CONST) {
            throw notConstant(0xFD);
        }
        in.skip(16);
    }

    private static InvalidModuleException notConstant(int opcode) {
        return new InvalidModuleException(
                "module is invalid: constant expression required, found opcode 0x" + Integer.toHexString(opcode));
    }
}
