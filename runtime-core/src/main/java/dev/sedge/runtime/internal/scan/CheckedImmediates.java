package dev.sedge.runtime.internal.scan;

/** Reads what follows the opcodes that neither branch nor call, as {@link Immediates} does, and checks what it says. */
final class CheckedImmediates {

    /** The exponents of the natural alignments of loads and stores, from opcode 0x28 on. */
    private static final String ALIGNMENTS = "23230011001122232301012";

    private static final int FIRST_ACCESS = 0x28;
    private static final int LAST_ACCESS = 0x3E;

    private final ByteReader in;
    private final ModuleOutline.Builder outline;
    private final OperandStack operands;

    CheckedImmediates(ByteReader in, ModuleOutline.Builder outline, OperandStack operands) {
        this.in = in;
        this.outline = outline;
        this.operands = operands;
    }

    /** Reads them; the number behind the prefix where the opcode is one, else 0. */
    int read(int opcode) {
        if (opcode >= FIRST_ACCESS && opcode <= LAST_ACCESS) {
            access(ALIGNMENTS.charAt(opcode - FIRST_ACCESS) - '0');
            return 0;
        }
        switch (opcode) {
            case 0x3F, 0x40 -> memory(in.u32());
            case 0x41 -> in.signed(32);
            case 0x42 -> in.signed(64);
            case 0xFC -> {
                return bulk();
            }
            default -> {
                return Immediates.skip(opcode, in);
            }
        }
        return 0;
    }

    private void access(int natural) {
        long flags = in.u32();
        boolean named = (flags & 0x40) != 0;
        memory(named ? in.u32() : 0);
        if (flags >= 0x80 || (flags & 0x3F) > natural) {
            operands.error();
        }
        in.u32();
    }

    private int bulk() {
        int number = in.peek();
        if (number > 11 || number == 8 || number == 9) {
            operands.doubt();
            return Immediates.skip(0xFC, in);
        }
        in.skip(1);
        for (int memories = number == 10 ? 2 : number == 11 ? 1 : 0; memories > 0; memories--) {
            memory(in.u32());
        }
        return number;
    }

    private void memory(long index) {
        if (index >= outline.memories.size()) {
            operands.error();
        }
    }
}
