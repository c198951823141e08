package dev.sedge.oci.wasm;

import dev.sedge.oci.OciException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the first bytes of a file say that it is. */
public enum ModuleKind {
    /** A core module in the binary format, version 1: what can be run. */
    CORE_MODULE,
    /** A component, or a module of another binary version. */
    COMPONENT,
    /** The text format. */
    TEXT,
    /** A native program or a script. */
    NATIVE,
    /** Anything else. */
    OTHER;

    /** How many bytes {@link #of} looks at: 512. */
    public static final int PREFIX = 512;

    private static final byte[] MAGIC = {0, 'a', 's', 'm'};
    private static final byte[] VERSION_1 = {1, 0, 0, 0};
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    /** The kind of a file that begins with these bytes. */
    public static ModuleKind of(byte[] beginning) {
        if (startsWith(beginning, 0, MAGIC)) {
            return startsWith(beginning, MAGIC.length, VERSION_1) ? CORE_MODULE : COMPONENT;
        }
        if (startsWith(beginning, 0, ELF) || startsWith(beginning, 0, new byte[] {'#', '!'})) {
            return NATIVE;
        }
        int length = Math.min(PREFIX, beginning.length);
        String text = new String(beginning, 0, length, StandardCharsets.ISO_8859_1)
                .replaceAll(";;[^\n]*", " ")
                .trim();
        return text.startsWith("(module") || text.startsWith("(component") ? TEXT : OTHER;
    }

    /**
     * Refuses everything but a core module.
     *
     * @param what names the file in the message
     * @throws OciException.Unsupported for a component, text or a native program
     * @throws OciException.Corrupt for anything else
     */
    public static void requireCoreModule(byte[] beginning, String what) throws OciException {
        switch (of(beginning)) {
            case CORE_MODULE -> {}
            case COMPONENT ->
                throw new OciException.Unsupported(
                        what + " is a component or a Wasm module of a newer version, and only"
                                + " core modules of WASI preview 1 run here; build it for wasm32-wasip1");
            case TEXT ->
                throw new OciException.Unsupported(
                        what + " is WebAssembly text; translate it to binary, for example with wat2wasm");
            case NATIVE ->
                throw new OciException.Unsupported(what + " is a native program or a script, not a Wasm module");
            case OTHER -> throw new OciException.Corrupt(what + " is not a Wasm module: it does not begin with \\0asm");
        }
    }

    private static boolean startsWith(byte[] bytes, int offset, byte[] prefix) {
        return bytes.length >= offset + prefix.length
                && Arrays.equals(bytes, offset, offset + prefix.length, prefix, 0, prefix.length);
    }
}
