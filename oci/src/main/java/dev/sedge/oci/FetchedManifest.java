package dev.sedge.oci;

/**
 * A document together with the digest under which it is known.
 *
 * @param digest the digest that was asked for, or the SHA-256 of the bytes if a tag was; always verified
 * @param manifest the document
 */
public record FetchedManifest(Digest digest, Manifest manifest) {
    /**
     * Checks that the bytes are those of the digest.
     *
     * @throws IllegalArgumentException if not
     */
    public FetchedManifest {
        if (!digest.equals(manifest.digest()) && !digest.matches(manifest.rawBytes())) {
            throw new IllegalArgumentException("the manifest is not the content of " + digest);
        }
    }
}
