package dev.sedge.oci;

import java.util.Map;
import java.util.Optional;

/**
 * A document that describes an image: {@link ImageManifest} for one platform, {@link ImageIndex} for several. It keeps
 * the bytes it was read from, because digests are over those.
 *
 * <p>Immutable and safe for use by many threads. Two are equal if their bytes and media types are.
 */
public sealed interface Manifest permits ImageManifest, ImageIndex {
    /** The longest document that is read: 4 MiB. */
    int MAX_BYTES = 4 << 20;

    /**
     * The document that these bytes hold. Unknown fields are ignored.
     *
     * @param raw the bytes as they came
     * @param contentType the type that the transport or the descriptor names; parameters are ignored
     * @throws OciException.Corrupt if the bytes are no such document, name a field twice, are manifest and index at
     *     once, contradict the content type, or have no known type at all
     * @throws OciException.Unsupported for Docker schema 1 and the withdrawn OCI artifact manifest
     * @throws OciException.TooLarge beyond {@link #MAX_BYTES}
     */
    static Manifest parse(byte[] raw, Optional<String> contentType) throws OciException {
        return ManifestReader.read(raw, contentType);
    }

    /** The type of the document, without parameters: one of {@link MediaType#MANIFESTS}. */
    String mediaType();

    /** A copy of the bytes as they came. */
    byte[] rawBytes();

    /** The SHA-256 digest of the bytes. */
    Digest digest();

    /** The annotations of the document; foreign text. */
    Map<String, String> annotations();

    /** The kind of artifact that the author named. */
    Optional<String> artifactType();

    /** The other manifest that this one is about. */
    Optional<Descriptor> subject();

    /** A descriptor of the document itself. */
    default Descriptor descriptor() {
        return Descriptor.of(mediaType(), digest(), rawBytes().length);
    }
}
