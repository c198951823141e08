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
            Immediates.skipAny(opcode, in);
        }
    }

    private static int nesting(int opcode) {
        return switch (opcode) {
            case 0x02, 0x03, 0x04, 0x1F -> 1;
            case 0x0B -> -1;
            default -> 0;
        };
    }
}
