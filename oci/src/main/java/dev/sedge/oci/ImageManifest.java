package dev.sedge.oci;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image for one platform: a config and layers. Made by {@link Manifest#parse}.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md">OCI image manifest</a>
 */
public final class ImageManifest implements Manifest {
    private final ManifestBase base;
    private final Descriptor config;
    private final List<Descriptor> layers;

    ImageManifest(ManifestBase base, Descriptor config, List<Descriptor> layers) {
        this.base = base;
        this.config = config;
        this.layers = List.copyOf(layers);
    }

    /** The config of the image, or whatever an artifact has in its place. */
    public Descriptor config() {
        return config;
    }

    /** The layers in order, the lowest first; may be empty. */
    public List<Descriptor> layers() {
        return layers;
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
        return other instanceof ImageManifest that && base.equals(that.base);
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
