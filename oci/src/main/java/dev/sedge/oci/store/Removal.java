package dev.sedge.oci.store;

import dev.sedge.oci.ImageReference;
import java.util.List;

/**
 * What a removal or a garbage collection removed.
 *
 * @param references the names that are gone; empty if there was no such image
 * @param blobs how many blobs are gone, because nothing else uses them
 * @param bytes their sizes together
 */
public record Removal(List<ImageReference> references, int blobs, long bytes) {
    /** Copies the list. */
    public Removal {
        references = List.copyOf(references);
    }
}
