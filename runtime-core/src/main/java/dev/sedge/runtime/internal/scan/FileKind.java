package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.InvalidModuleException;
import java.nio.charset.StandardCharsets;

/** Looks at the first bytes of a file and says, when it is no Wasm module, what it is instead. */
final class FileKind {

    private static final int HEADER = 8;

    private FileKind() {}

    /** Throws unless the bytes begin as a binary module of version 1. */
    static void requireModule(byte[] bytes) {
        if (bytes.length == 0) {
            throw new InvalidModuleException("read module: the file is empty");
        }
        if (!starts(bytes, 0x00, 0x61, 0x73, 0x6D)) {
            throw new InvalidModuleException("read module: " + guess(bytes));
        }
        if (bytes.length < HEADER) {
            throw new InvalidModuleException(
                    "read module: unexpected end after " + bytes.length + " bytes; the file is damaged or cut off");
        }
        int version = (bytes[4] & 0xFF) | (bytes[5] & 0xFF) << 8;
        int layer = (bytes[6] & 0xFF) | (bytes[7] & 0xFF) << 8;
        if (layer == 1) {
            throw new InvalidModuleException("read module: this is a component (WASI 0.2 or later), not a core module;"
                    + " build for wasm32-wasi or wasm32-wasip1 instead");
        }
        if (version != 1 || layer != 0) {
            throw new InvalidModuleException("read module: unknown binary version " + version + ", expected 1");
        }
    }

    private static String guess(byte[] bytes) {
        if (starts(bytes, 0x1F, 0x8B)) {
            return "this is gzip data; unpack it first";
        }
        if (starts(bytes, 0x28, 0xB5, 0x2F, 0xFD)) {
            return "this is zstd data; unpack it first";
        }
        if (starts(bytes, 0x50, 0x4B)) {
            return "this is a zip or jar archive, not a Wasm module";
        }
        if (starts(bytes, 0x7F, 0x45, 0x4C, 0x46)) {
            return "this is a native ELF program, not a Wasm module; build it for wasm32-wasi";
        }
        if (starts(bytes, 0x42, 0x43, 0xC0, 0xDE)) {
            return "this is LLVM bitcode, not a Wasm module; link it first";
        }
        return guessText(new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.UTF_8).strip());
    }

    private static String guessText(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
            return "this is an HTML or XML page, not a Wasm module; check where it was downloaded from";
        }
        if (lower.startsWith("(") || lower.startsWith(";;")) {
            return "this is Wasm text (.wat), not a binary module; assemble it first, for example with wat2wasm";
        }
        if (lower.startsWith("#!")) {
            return "this is a script, not a Wasm module";
        }
        return "magic header not detected: this is no Wasm module";
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
