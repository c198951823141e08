package dev.sedge.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes binary modules, good and bad ones: sections in the order in which a test asks for them. */
public final class ModuleBytes {

    public static final int I32 = 0x7F;
    public static final int I64 = 0x7E;
    public static final int FUNCREF = 0x70;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ModuleBytes() {}

    public static ModuleBytes module() {
        return new ModuleBytes().raw(0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00);
    }

    /** Bytes without a header: the content of a section or a function body. */
    public static ModuleBytes bytes() {
        return new ModuleBytes();
    }

    public ModuleBytes raw(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    public ModuleBytes repeat(int times, int... bytes) {
        for (int i = 0; i < times; i++) {
            raw(bytes);
        }
        return this;
    }

    public ModuleBytes u32(long value) {
        long rest = value;
        do {
            int low = (int) (rest & 0x7F);
            rest >>>= 7;
            out.write(rest == 0 ? low : low | 0x80);
        } while (rest != 0);
        return this;
    }

    /** A number in signed LEB128: what constants are made of. */
    public ModuleBytes signed(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>= 7;
        }
        out.write((int) (rest & 0x7F));
        return this;
    }

    /** The lower bytes of a number, little endian. */
    public ModuleBytes fixed(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    public ModuleBytes name(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        u32(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    public ModuleBytes sized(ModuleBytes content) {
        u32(content.out.size());
        out.writeBytes(content.build());
        return this;
    }

    public ModuleBytes section(int id, ModuleBytes content) {
        return raw(id).sized(content);
    }

    /** A type section with the one type {@code () -> ()}. */
    public ModuleBytes voidType() {
        return section(1, bytes().raw(1, 0x60, 0, 0));
    }

    /** A function section with some functions of type 0. */
    public ModuleBytes functions(int count) {
        return section(3, bytes().u32(count).repeat(count, 0));
    }

    /** A code section with one body: no locals, these instructions, end. */
    public ModuleBytes body(ModuleBytes instructions) {
        return section(
                10, bytes().raw(1).sized(bytes().raw(0).append(instructions).raw(0x0B)));
    }

    public ModuleBytes append(ModuleBytes other) {
        out.writeBytes(other.build());
        return this;
    }

    public byte[] build() {
        return out.toByteArray();
    }
}
