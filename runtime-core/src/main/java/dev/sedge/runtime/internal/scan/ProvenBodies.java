package dev.sedge.runtime.internal.scan;

import java.io.ByteArrayOutputStream;

/** Puts the shortest valid body in the place of each that the scanner has seen to be valid, so that nobody looks at it again. */
final class ProvenBodies {

    private static final int HEADER = 8;
    private static final int CODE = 10;

    /** Its size, no locals, unreachable, end. */
    private static final byte[] SHORTEST = {3, 0, 0, 0x0B};

    private final ModuleOutline outline;

    ProvenBodies(ModuleOutline outline) {
        this.outline = outline;
    }

    byte[] drop(byte[] wasm) {
        ByteReader in = new ByteReader(wasm, HEADER, wasm.length);
        while (!in.atEnd()) {
            int start = in.position();
            int id = in.u8();
            ByteReader section = in.slice(in.length());
            if (id == CODE) {
                return withCode(wasm, start, code(wasm, section), in.position());
            }
        }
        return wasm;
    }

    private byte[] code(byte[] wasm, ByteReader in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int start = in.position();
        long count = in.u32();
        out.write(wasm, start, in.position() - start);
        for (int i = 0; i < count; i++) {
            int body = in.position();
            in.skip(in.length());
            if (outline.isInDoubt(outline.importedFunctionCount() + i)) {
                out.write(wasm, body, in.position() - body);
            } else {
                out.writeBytes(SHORTEST);
            }
        }
        // Bytes behind the last body make the module invalid.
        out.write(wasm, in.position(), in.remaining());
        return out.toByteArray();
    }

    private static byte[] withCode(byte[] wasm, int start, byte[] code, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(start + code.length + wasm.length - end + 6);
        out.write(wasm, 0, start);
        out.write(CODE);
        int size = code.length;
        for (; size >= 0x80; size >>>= 7) {
            out.write((size & 0x7F) | 0x80);
        }
        out.write(size);
        out.writeBytes(code);
        out.write(wasm, end, wasm.length - end);
        return out.toByteArray();
    }
}
