package dev.sedge.agent.image;

import dev.sedge.oci.ContentSource;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PullListener;
import dev.sedge.oci.pull.PullOptions;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.pull.Puller;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.StoredImage;
import java.util.Optional;
import java.util.function.Function;

/** Finds images by name, in the store or by a pull into it. May be used by many threads. */
public final class Images {
    private final ContentStore store;
    private final Function<ImageReference, ContentSource> registries;

    /**
     * Images of a store, which stays the caller's.
     *
     * @param registries where to pull a reference from
     */
    public Images(ContentStore store, Function<ImageReference, ContentSource> registries) {
        this.store = store;
        this.registries = registries;
    }

    /**
     * The image of this name, or of this digest or beginning of an id if it is in the store.
     *
     * @throws OciException if there is none, or it cannot be had
     */
    public PulledImage get(String name, PullPolicy policy, PullListener listener) throws OciException {
        if (policy != PullPolicy.ALWAYS) {
            Optional<PulledImage> stored = find(name, policy);
            if (stored.isPresent()) {
                return stored.get();
            }
        }
        return pull(ImageReference.parse(name), listener);
    }

    /** Pulls the image, whether or not it is in the store. */
    public PulledImage pull(ImageReference reference, PullListener listener) throws OciException {
        return new Puller(store, registries.apply(reference)).pull(reference, PullOptions.DEFAULT, listener);
    }

    /**
     * The image of this name, digest or beginning of an id in the store.
     *
     * @throws OciException.NotFound if it is not there
     */
    public PulledImage stored(String name) throws OciException {
        return find(name, PullPolicy.NEVER).orElseThrow();
    }

    private Optional<PulledImage> find(String name, PullPolicy policy) throws OciException {
        Optional<StoredImage> found = store.find(name);
        if (found.isEmpty() && policy == PullPolicy.NEVER) {
            throw new OciException.NotFound(
                    "no image " + name + " is in the store, and it is never to be pulled; see 'sedge images'");
        }
        try {
            return found.isEmpty() ? Optional.empty() : Optional.of(PulledImage.open(store, found.get()));
        } catch (OciException.NotFound e) {
            if (policy == PullPolicy.NEVER) {
                throw e;
            }
            return Optional.empty(); // A part is missing, and a pull brings it back.
        }
    }
}
