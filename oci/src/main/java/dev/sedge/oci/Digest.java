package dev.sedge.oci;

import dev.sedge.oci.internal.Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The name of content by its hash, such as {@code sha256:44136fa3…}: always valid, so that it can safely become part of
 * a path or a URL. It is the only thing in this module that does.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex 64 or 128 lower-case hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests">OCI digests</a>
 */
public record Digest(String algorithm, String hex) {
    /** The algorithm that everybody uses. */
    public static final String SHA256 = "sha256";

    /** The other registered algorithm. */
    public static final String SHA512 = "sha512";

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if they are not exactly of the form described above; for text from outside use
     *     {@link #parse}
     */
    public Digest {
        Optional<String> problem = problem(algorithm, hex);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(problem.get());
        }
    }

    /**
     * The digest that a text names.
     *
     * @throws OciException.InvalidReference if it is not {@code sha256:} and 64, or {@code sha512:} and 128, lower-case
     *     hexadecimal digits
     */
    public static Digest parse(String text) throws OciException.InvalidReference {
        int colon = text.indexOf(':');
        String algorithm = colon < 0 ? "" : text.substring(0, colon);
        String hex = text.substring(colon + 1);
        Optional<String> problem = problem(algorithm, hex);
        if (problem.isPresent()) {
            throw new OciException.InvalidReference("digest " + Text.quote(text) + " is invalid: " + problem.get());
        }
        return new Digest(algorithm, hex);
    }

    /** The SHA-256 digest of these bytes. */
    public static Digest sha256Of(byte[] content) {
        return of(SHA256, content);
    }

    /** A fresh hash function of this digest's algorithm, to be fed with the content and given to {@link #matches}. */
    public MessageDigest newMessageDigest() {
        return messageDigest(algorithm);
    }

    /** Whether these bytes are the content that this digest names. */
    public boolean matches(byte[] content) {
        return of(algorithm, content).equals(this);
    }

    /** Whether a hash function, fed with all the content, ends at this digest. It is reset by the call. */
    public boolean matches(MessageDigest fed) {
        return hex.equals(HexFormat.of().formatHex(fed.digest()));
    }

    /** The first twelve digits, for lists that people read. */
    public String shortHex() {
        return hex.substring(0, 12);
    }

    /** The canonical form {@code algorithm:hex}. */
    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }

    private static Digest of(String algorithm, byte[] content) {
        return new Digest(
                algorithm, HexFormat.of().formatHex(messageDigest(algorithm).digest(content)));
    }

    private static MessageDigest messageDigest(String algorithm) {
        String name = algorithm.equals(SHA256) ? "SHA-256" : "SHA-512";
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + name, e);
        }
    }

    private static Optional<String> problem(String algorithm, String hex) {
        if (!algorithm.equals(SHA256) && !algorithm.equals(SHA512)) {
            return Optional.of("the algorithm must be sha256 or sha512");
        }
        int length = algorithm.equals(SHA256) ? 64 : 128;
        if (hex.length() != length || !hex.chars().allMatch(Digest::isLowerHex)) {
            return Optional.of(algorithm + ": must be followed by " + length + " lower-case hexadecimal digits");
        }
        return Optional.empty();
    }

    private static boolean isLowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
