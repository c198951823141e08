package dev.sedge.runtime.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in the form that registries use. */
public final class Sha256 {

    private Sha256() {}

    /** {@code sha256:} and 64 hexadecimal digits. The operator + would link its first use at run time, for some milliseconds. */
    public static String digest(byte[] bytes) {
        return "sha256:".concat(HexFormat.of().formatHex(newDigest().digest(bytes)));
    }

    /** For bytes that are not in one piece. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
