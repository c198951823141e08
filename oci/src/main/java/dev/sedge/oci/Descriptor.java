package dev.sedge.oci;

import dev.sedge.oci.internal.Text;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reference from one document to other content: what it is, its digest and its size.
 *
 * @param mediaType what the content is
 * @param digest its name
 * @param size its exact length in bytes
 * @param annotations notes of the author, in the order of the document; foreign text, never a path
 * @param artifactType the kind of artifact, if the content is the manifest of one
 * @param platform what the image is built for, in an index
 * @param data the content itself in base64; where present it has the digest and size above
 * @param urls other places of the content; they mark a foreign layer and are never followed
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md">OCI descriptors</a>
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Map<String, String> annotations,
        Optional<String> artifactType,
        Optional<Platform> platform,
        Optional<String> data,
        List<String> urls) {
    /** The annotation that holds a file name, for people only. */
    public static final String TITLE = "org.opencontainers.image.title";

    /**
     * Checks the size and that the inline data is what digest and size say.
     *
     * @throws IllegalArgumentException if not
     */
    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " is negative");
        }
        if (data.isPresent()) {
            requireData(data.get(), digest, size);
        }
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        urls = List.copyOf(urls);
    }

    /** A descriptor of these bytes, by SHA-256 and without annotations. */
    public static Descriptor of(String mediaType, byte[] content) {
        return of(mediaType, Digest.sha256Of(content), content.length);
    }

    /** A descriptor that has only the three required fields. */
    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(
                mediaType, digest, size, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** The content that the document carries inline, already checked; empty if it must be fetched. */
    public Optional<byte[]> inlineData() {
        return data.map(text -> Base64.getDecoder().decode(text));
    }

    /** The file name that the author gave, for people only: never use it as a path. */
    public Optional<String> title() {
        return Optional.ofNullable(annotations.get(TITLE));
    }

    /** The form {@code mediaType digest (size bytes)}, fit for a message. */
    @Override
    public String toString() {
        return Text.oneLine(mediaType) + " " + digest + " (" + size + " bytes)";
    }

    private static void requireData(String base64, Digest digest, long size) {
        byte[] content = Base64.getDecoder().decode(base64);
        if (content.length != size || !digest.matches(content)) {
            throw new IllegalArgumentException("its data is not what its digest and size say");
        }
    }
}
