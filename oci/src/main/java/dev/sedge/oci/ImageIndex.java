package dev.sedge.oci;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A choice of manifests, mostly one for each platform. Made by {@link Manifest#parse}.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md">OCI image index</a>
 */
public final class ImageIndex implements Manifest {
    private final ManifestBase base;
    private final List<Descriptor> manifests;

    ImageIndex(ManifestBase base, List<Descriptor> manifests) {
        this.base = base;
        this.manifests = List.copyOf(manifests);
    }

    /** The manifests in the order of the document; may be empty. */
    public List<Descriptor> manifests() {
        return manifests;
    }

    @Override
    public String mediaType() {
        return base.mediaType();
    }

    @Override
    public byte[] rawBytes() {
        return base.raw().copy();
    }

    @Override
    public Digest digest() {
        return base.digest();
    }

    @Override
    public Map<String, String> annotations() {
        return base.annotations();
    }

    @Override
    public Optional<String> artifactType() {
        return base.artifactType();
    }

    @Override
    public Optional<Descriptor> subject() {
        return base.subject();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageIndex that && base.equals(that.base);
    }

    @Override
    public int hashCode() {
        return base.hashCode();
    }

    /** The form {@code mediaType digest}. */
    @Override
    public String toString() {
        return mediaType() + " " + digest();
    }
}
