package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.InvalidModuleException;

/**
 * Skips what follows opcodes.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/instructions.html">Binary format of instructions</a>
 */
public final class Immediates {

    private static final int LARGEST_SUB_OPCODE = 0xFF;

    private Immediates() {}

    /** Skips what follows any opcode of a validated function. */
    public static void skipAny(int opcode, ByteReader in) {
        switch (opcode) {
            case 0x00, 0x05, 0x0A, 0x0B, 0x0F, 0x1A, 0x1B -> {}
            case 0x02, 0x03, 0x04 -> in.skipLeb();
            case 0x08, 0x0C, 0x0D, 0x10, 0x12, 0x14, 0x15, 0x20, 0x21, 0x22, 0x23, 0x24, 0xD5, 0xD6 -> in.skipLeb();
            case 0x11, 0x13 -> skipNumbers(2, in);
            case 0x0E -> skipNumbers((int) in.u32() + 1, in);
            case 0x1C -> skipNumbers((int) in.u32(), in);
            case 0x1F -> {
                in.skipLeb();
                for (long count = in.u32(); count > 0; count--) {
                    skipNumbers(in.u8() < 2 ? 2 : 1, in);
                }
            }
            default -> skip(opcode, in);
        }
    }

    private static void skipNumbers(int count, ByteReader in) {
        for (int i = 0; i < count; i++) {
            in.skipLeb();
        }
    }

    /**
     * Skips what follows an opcode that neither branches nor calls, nor has to do with variables; the number behind the
     * prefix where the opcode is one, else 0.
     */
    static int skip(int opcode, ByteReader in) {
        if (opcode >= 0x45 && opcode <= 0xC4) {
            return 0;
        }
        if (opcode >= 0x28 && opcode <= 0x3E) {
            memoryArgument(in);
            return 0;
        }
        if (opcode >= 0xFC && opcode <= 0xFE) {
            return prefixed(opcode, subOpcode(in), in);
        }
        switch (opcode) {
            case 0x01, 0xD1, 0xD4 -> {}
            case 0x25, 0x26, 0x3F, 0x40, 0x41, 0x42, 0xD2 -> in.skipLeb();
            case 0x43 -> in.skip(4);
            case 0x44 -> in.skip(8);
            case 0xD0 -> Types.heap(in.signed());
            case 0xFB, 0xD3 ->
                throw new InvalidModuleException(
                        "module uses garbage-collected objects (GC proposal), which are not supported");
            case 0x06, 0x07, 0x09, 0x18, 0x19 ->
                throw new InvalidModuleException("module uses legacy exception handling (opcode 0x"
                        + Integer.toHexString(opcode) + "); build it with the standard one (try_table)");
            default -> throw illegal("0x" + Integer.toHexString(opcode));
        }
        return 0;
    }

    private static int prefixed(int prefix, int opcode, ByteReader in) {
        switch (prefix) {
            case 0xFC -> numeric(opcode, in);
            case 0xFD -> vector(opcode, in);
            default -> atomic(opcode, in);
        }
        return opcode;
    }

    private static int subOpcode(ByteReader in) {
        long opcode = in.u32();
        if (opcode > LARGEST_SUB_OPCODE) {
            throw illegal("with number " + opcode + " behind its prefix");
        }
        return (int) opcode;
    }

    private static void memoryArgument(ByteReader in) {
        if (in.u32() >> 6 != 0) {
            in.skipLeb();
        }
        in.skipLeb();
    }

    private static void numeric(int opcode, ByteReader in) {
        switch (opcode) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> {}
            case 8, 10, 12, 14 -> {
                in.skipLeb();
                in.skipLeb();
            }
            case 9, 11, 13, 15, 16, 17 -> in.skipLeb();
            default -> throw illegal("0xfc " + opcode);
        }
    }

    private static void vector(int opcode, ByteReader in) {
        if (opcode <= 0x0B || opcode == 0x5C || opcode == 0x5D) {
            memoryArgument(in);
        } else if (opcode <= 0x0D) {
            in.skip(16);
        } else if (opcode >= 0x15 && opcode <= 0x22) {
            in.skip(1);
        } else if (opcode >= 0x54 && opcode <= 0x5B) {
            memoryArgument(in);
            in.skip(1);
        }
    }

    private static void atomic(int opcode, ByteReader in) {
        if (opcode == 0x03) {
            in.skip(1);
        } else if (opcode <= 0x4E) {
            memoryArgument(in);
        } else {
            throw illegal("0xfe " + opcode);
        }
    }

    private static InvalidModuleException illegal(String opcode) {
        return new InvalidModuleException("module is invalid: illegal opcode " + opcode);
    }
}
