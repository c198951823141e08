package dev.sedge.oci.store;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import java.time.Instant;

/**
 * A name in the store and what it stood for when it was pulled.
 *
 * @param name the reference; without a tag if it has a digest
 * @param target the digest of what the registry had under the name: an index or a manifest
 * @param manifest the manifest of the chosen platform; its digest is the id of the image
 * @param size the bytes of the manifest, its config and its layers together
 * @param pulledAt when
 */
public record StoredReference(ImageReference name, Digest target, Descriptor manifest, long size, Instant pulledAt) {
    /** Drops the tag of a name that has a digest too, because the digest decides. */
    public StoredReference {
        name = canonical(name);
    }

    /** The id of the image: the digest of the manifest of the chosen platform. */
    public Digest id() {
        return manifest.digest();
    }

    static ImageReference canonical(ImageReference name) {
        return name.digest().isEmpty()
                ? name
                : new ImageReference(name.host(), name.repository(), java.util.Optional.empty(), name.digest());
    }
}
