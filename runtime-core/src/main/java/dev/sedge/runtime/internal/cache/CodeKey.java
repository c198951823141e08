package dev.sedge.runtime.internal.cache;

import dev.sedge.runtime.internal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What code was made from, by what, and for what. Code is used again only where all of it is the same.
 *
 * @param module the digest of the module's bytes, in the form {@code sha256:<hex>}
 * @param compiler the version of the compiler; another one for every change of what it emits
 * @param options what else decides on the code, as the compiler writes it
 * @param javaFeature the feature release of the JVM
 */
public record CodeKey(String module, String compiler, String options, int javaFeature) {

    private static final String SUFFIX = ".code";
    private static final int DIGEST_PREFIX = "sha256:".length();

    /** The key of code for the JVM that runs. */
    public static CodeKey of(String module, String compiler, String options) {
        return new CodeKey(module, compiler, options, Runtime.version().feature());
    }

    /** The name of the file that holds the code. Other keys and other forms of the file have other names. */
    String fileName() {
        return Sha256.digest(encoded()).substring(DIGEST_PREFIX).concat(SUFFIX);
    }

    static boolean isFileName(String name) {
        return name.endsWith(SUFFIX);
    }

    /** Whether these bytes are this key. */
    boolean matches(ByteBuffer bytes) {
        return bytes.equals(ByteBuffer.wrap(encoded()));
    }

    /** All of it in bytes, no two keys in the same. */
    byte[] encoded() {
        byte[][] texts = {utf8(module), utf8(compiler), utf8(options)};
        int length = 2 * Integer.BYTES;
        for (byte[] text : texts) {
            length += Integer.BYTES + text.length;
        }
        byte[] encoded = new byte[length];
        ByteBuffer out = ByteBuffer.wrap(encoded).putInt(ArchiveFormat.VERSION).putInt(javaFeature);
        for (byte[] text : texts) {
            out.putInt(text.length).put(text);
        }
        return encoded;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
