package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.scan.ByteReader;
import dev.sedge.runtime.internal.scan.Immediates;

/** Skips instructions that cannot be reached. */
final class Skipper {

    private Skipper() {}

    /** Skips up to the {@code end} or {@code else} of the open block, which is the next to be read. */
    static void toEnd(ByteReader in) {
        int depth = 0;
        while (true) {
            int opcode = in.peek();
            if (depth == 0 && (opcode == 0x0B || opcode == 0x05)) {
                return;
            }
            in.skip(1);
            depth += nesting(opcode);
            immediates(opcode, in);
        }
    }

    private static int nesting(int opcode) {
        return switch (opcode) {
            case 0x02, 0x03, 0x04, 0x1F -> 1;
            case 0x0B -> -1;
            default -> 0;
        };
    }

    private static void immediates(int opcode, ByteReader in) {
        switch (opcode) {
            case 0x00, 0x05, 0x0A, 0x0B, 0x0F, 0x1A, 0x1B -> {}
            case 0x02, 0x03, 0x04 -> in.skipLeb();
            case 0x08, 0x0C, 0x0D, 0x10, 0x12, 0x14, 0x15, 0x20, 0x21, 0x22, 0x23, 0x24, 0xD5, 0xD6 -> in.skipLeb();
            case 0x11, 0x13 -> skip(2, in);
            case 0x0E -> skip((int) in.u32() + 1, in);
            case 0x1C -> skip((int) in.u32(), in);
            case 0x1F -> {
                in.skipLeb();
                for (long count = in.u32(); count > 0; count--) {
                    skip(in.u8() < 2 ? 2 : 1, in);
                }
            }
            default -> Immediates.skip(opcode, in);
        }
    }

    private static void skip(int numbers, ByteReader in) {
        for (int i = 0; i < numbers; i++) {
            in.skipLeb();
        }
    }
}
