package dev.sedge.oci.pull;

import dev.sedge.oci.Descriptor;
import java.util.List;

/**
 * Hears how a pull goes on. Called by the threads of the pull, one at a time, which wait meanwhile: return soon. Every
 * method does nothing by default.
 */
public interface PullListener {
    /** Hears nothing. */
    PullListener NONE = new PullListener() {};

    /** What a pull is doing. */
    enum Phase {
        /** Asks the registry what the reference means, and looks whether the image can be run. */
        RESOLVING,
        /** Fetches blobs. */
        DOWNLOADING,
        /** Unpacks layers. */
        UNPACKING,
        /** The image is in the store under its name. */
        DONE
    }

    /** A phase begins. */
    default void phase(Phase phase) {}

    /** The image is resolved and consists of these blobs: config and layers, in the order in which their fetches begin. */
    default void blobs(List<Descriptor> blobs) {}

    /**
     * Bytes of a blob have arrived.
     *
     * @param done how many of its bytes are on the disk; less than before if the blob had to be begun anew
     */
    default void progress(Descriptor blob, long done) {}

    /**
     * A blob is in the store.
     *
     * @param downloaded whether this pull fetched it; false if it was there, or somebody else fetched it meanwhile
     */
    default void blobDone(Descriptor blob, boolean downloaded) {}
}
