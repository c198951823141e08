package dev.sedge.runtime.internal.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What code was made from, by what, and for what. Code is used again only where all of it is the same. Immutable, as
 * long as nobody writes to the bytes of the module.
 */
public final class CodeKey {

    private static final String SUFFIX = ".code";

    private final byte[] module;
    private final byte[] maker;

    private CodeKey(byte[] module, byte[] maker) {
        this.module = module;
        this.maker = maker;
    }

    /**
     * The key of code for the JVM that runs.
     *
     * @param module all bytes of the module, which are not copied
     * @param compiler the version of the compiler; another one for every change of what it emits
     * @param options what else decides on the code, as the compiler writes it
     */
    public static CodeKey of(byte[] module, String compiler, String options) {
        return of(module, compiler, options, Runtime.version().feature());
    }

    static CodeKey of(byte[] module, String compiler, String options, int javaFeature) {
        byte[] first = compiler.getBytes(StandardCharsets.UTF_8);
        byte[] second = options.getBytes(StandardCharsets.UTF_8);
        byte[] maker = new byte[4 * Integer.BYTES + first.length + second.length];
        ByteBuffer.wrap(maker)
                .putInt(ArchiveFormat.VERSION)
                .putInt(javaFeature)
                .putInt(first.length)
                .put(first)
                .putInt(second.length)
                .put(second);
        return new CodeKey(module, maker);
    }

    /**
     * The name of the file that holds the code. Other makers and other forms of the file have other names. Modules that
     * are made for it can have the same name as another one; then only one of them has its code kept.
     */
    String fileName() {
        Checksum name = new Checksum().add(maker).add(module);
        return Long.toHexString(name.value())
                .concat("-")
                .concat(Integer.toHexString(module.length))
                .concat(SUFFIX);
    }

    /** How long the module is. */
    public int moduleBytes() {
        return module.length;
    }

    static boolean isFileName(String name) {
        return name.endsWith(SUFFIX);
    }

    byte[] module() {
        return module;
    }

    /** By what the code was made and for what, no two in the same bytes. */
    byte[] maker() {
        return maker;
    }
}
