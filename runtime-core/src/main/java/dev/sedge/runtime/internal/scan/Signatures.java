package dev.sedge.runtime.internal.scan;

/**
 * What the instructions without choice pop and push, by opcode: i, I, f, F for i32, i64, f32, f64 and r for references.
 *
 * @see <a href="https://webassembly.github.io/spec/core/appendix/index-instructions.html">Index of instructions</a>
 */
final class Signatures {

    /** Of opcode 0x00 and up; null where the types depend on more than the opcode. */
    private static final String[] SINGLE = new String[256];

    /** Of the opcodes behind 0xFC. */
    private static final String[] NUMERIC = {
        "f>i", "f>i", "F>i", "F>i", "f>I", "f>I", "F>I", "F>I", "iii>", ">", "iii>", "iii>", "iii>", ">", "iii>",
        "ri>i", ">i", "iri>"
    };

    static {
        set(0x01, 0x01, ">");
        set(0x25, 0x25, "i>r");
        set(0x26, 0x26, "ir>");
        set(0x28, 0x28, "i>i");
        set(0x29, 0x29, "i>I");
        set(0x2A, 0x2A, "i>f");
        set(0x2B, 0x2B, "i>F");
        set(0x2C, 0x2F, "i>i");
        set(0x30, 0x35, "i>I");
        set(0x36, 0x36, "ii>");
        set(0x37, 0x37, "iI>");
        set(0x38, 0x38, "if>");
        set(0x39, 0x39, "iF>");
        set(0x3A, 0x3B, "ii>");
        set(0x3C, 0x3E, "iI>");
        set(0x3F, 0x3F, ">i");
        set(0x40, 0x40, "i>i");
        set(0x41, 0x41, ">i");
        set(0x42, 0x42, ">I");
        set(0x43, 0x43, ">f");
        set(0x44, 0x44, ">F");
        set(0x45, 0x45, "i>i");
        set(0x46, 0x4F, "ii>i");
        set(0x50, 0x50, "I>i");
        set(0x51, 0x5A, "II>i");
        set(0x5B, 0x60, "ff>i");
        set(0x61, 0x66, "FF>i");
        set(0x67, 0x69, "i>i");
        set(0x6A, 0x78, "ii>i");
        set(0x79, 0x7B, "I>I");
        set(0x7C, 0x8A, "II>I");
        set(0x8B, 0x91, "f>f");
        set(0x92, 0x98, "ff>f");
        set(0x99, 0x9F, "F>F");
        set(0xA0, 0xA6, "FF>F");
        set(0xA7, 0xA7, "I>i");
        set(0xA8, 0xA9, "f>i");
        set(0xAA, 0xAB, "F>i");
        set(0xAC, 0xAD, "i>I");
        set(0xAE, 0xAF, "f>I");
        set(0xB0, 0xB1, "F>I");
        set(0xB2, 0xB3, "i>f");
        set(0xB4, 0xB5, "I>f");
        set(0xB6, 0xB6, "F>f");
        set(0xB7, 0xB8, "i>F");
        set(0xB9, 0xBA, "I>F");
        set(0xBB, 0xBB, "f>F");
        set(0xBC, 0xBC, "f>i");
        set(0xBD, 0xBD, "F>I");
        set(0xBE, 0xBE, "i>f");
        set(0xBF, 0xBF, "I>F");
        set(0xC0, 0xC1, "i>i");
        set(0xC2, 0xC4, "I>I");
        set(0xD0, 0xD0, ">r");
        set(0xD1, 0xD1, "r>i");
        set(0xD2, 0xD2, ">r");
        set(0xD4, 0xD4, "r>r");
    }

    private Signatures() {}

    private static void set(int from, int to, String signature) {
        for (int opcode = from; opcode <= to; opcode++) {
            SINGLE[opcode] = signature;
        }
    }

    /** The signature of an opcode, empty when its types are not followed. */
    static String of(int opcode, int subOpcode) {
        String signature = opcode == 0xFC ? NUMERIC[subOpcode] : SINGLE[opcode];
        return signature == null ? "" : signature;
    }
}
