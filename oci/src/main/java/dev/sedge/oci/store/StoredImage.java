package dev.sedge.oci.store;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * An image in the store with all its names.
 *
 * @param manifest the manifest of its platform
 * @param references its names, the latest pulled first; never empty
 */
public record StoredImage(Descriptor manifest, List<StoredReference> references) {
    /**
     * Sorts and copies the names.
     *
     * @throws IllegalArgumentException if there are none
     */
    public StoredImage {
        if (references.isEmpty()) {
            throw new IllegalArgumentException("an image in the store has a name");
        }
        references = references.stream()
                .sorted(Comparator.comparing(StoredReference::pulledAt)
                        .reversed()
                        .thenComparing(reference -> reference.name().toString()))
                .toList();
    }

    /** The id: the digest of the manifest. */
    public Digest id() {
        return manifest.digest();
    }

    /** The bytes of the manifest, its config and its layers together. */
    public long size() {
        return references.get(0).size();
    }

    /** When it was last pulled by any name. */
    public Instant pulledAt() {
        return references.get(0).pulledAt();
    }

    /** Its names with a tag, in the form {@code host/repository:tag}. */
    public List<String> repoTags() {
        return references.stream()
                .filter(reference -> reference.name().tag().isPresent())
                .map(reference -> reference.name().toString())
                .toList();
    }

    /** Its repositories with the digest of what was pulled, in the form {@code host/repository@digest}. */
    public List<String> repoDigests() {
        return references.stream()
                .map(reference -> reference.name().name() + "@" + reference.target())
                .distinct()
                .toList();
    }
}
