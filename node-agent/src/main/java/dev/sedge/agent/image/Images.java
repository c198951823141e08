package dev.sedge.agent.image;

import dev.sedge.agent.log.Event;
import dev.sedge.oci.ContentSource;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PullListener;
import dev.sedge.oci.pull.PullOptions;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.pull.Puller;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.StoredImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds images by name, in the store or by a pull into it. May be used by many threads. */
public final class Images {

    /** Shorter beginnings of ids are words that name an image: {@code cafe}, {@code decade}. */
    private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{1,11}");

    private final ContentStore store;
    private final Registries registries;
    private final boolean staleIfOffline;
    private final LongAdder changes = new LongAdder();
    private final LongAdder staleUses = new LongAdder();

    /**
     * Images of a store, which stays the caller's.
     *
     * @param registries where to pull a reference from
     */
    public Images(ContentStore store, Function<ImageReference, ContentSource> registries) {
        this(store, (reference, access) -> registries.apply(reference), false);
    }

    /**
     * Images of a store, which stays the caller's.
     *
     * @param registries where to pull a reference from
     * @param staleIfOffline whether the image that is in the store under the name is used when its registry cannot be
     *     reached
     */
    public Images(ContentStore store, Registries registries, boolean staleIfOffline) {
        this.store = store;
        this.registries = registries;
        this.staleIfOffline = staleIfOffline;
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

    /** Pulls the image that a person wants, whether or not it is in the store. */
    public PulledImage pull(ImageReference reference, PullListener listener) throws OciException {
        return pull(reference, Registries.Access.USUAL, PullOptions.DEFAULT, listener);
    }

    /**
     * Pulls the image that a pod needs, whether or not it is in the store; or gives the one that is there if the registry
     * cannot be reached and the node's policy allows that.
     *
     * @throws OciException.Unsupported if nothing says that it is Wasm; no layer was fetched
     * @throws OciException if it cannot be had
     */
    public PulledImage pull(PullRequest request) throws OciException {
        Optional<StoredImage> fallback = staleIfOffline ? store.find(request.reference()) : Optional.empty();
        PullOptions options = PullOptions.DEFAULT.withHints(request.hints());
        var access = new Registries.Access(request.credentials(), fallback.isEmpty());
        try {
            return pull(request.reference(), access, options, PullListener.NONE);
        } catch (OciException.Unavailable e) {
            if (!e.isUnreachable() || fallback.isEmpty()) {
                throw e;
            }
            return stale(request, fallback.get(), e);
        }
    }

    /**
     * The image of this name, digest or beginning of an id in the store.
     *
     * @throws OciException.NotFound if it is not there
     */
    public PulledImage stored(String name) throws OciException {
        return find(name, PullPolicy.NEVER).orElseThrow();
    }

    /**
     * The image that a container was told to use: by its id, as kubelet does, or by a tag or digest.
     *
     * @throws OciException.NotFound if it is not in the store
     * @throws OciException.Corrupt if a part of it was damaged on the disk; a pull repairs it
     */
    public PulledImage byId(String id) throws OciException {
        Optional<StoredImage> found = lookUp(id);
        if (found.isEmpty()) {
            throw new OciException.NotFound("no image " + id + " is in the store; pull it first");
        }
        return open(found.get());
    }

    /** All images in the store. */
    public List<StoredImage> list() throws OciException {
        return store.images();
    }

    /**
     * The image of this name, digest or id in the store; of the beginning of an id if that has twelve digits, so that no
     * word is taken for one.
     */
    public Optional<StoredImage> lookUp(String name) throws OciException {
        if (SHORT_ID.matcher(name).matches()) {
            return store.find(ImageReference.parse(name));
        }
        return store.find(name);
    }

    /**
     * Removes an image with all its names. A container that runs keeps its files, and nobody else sees them.
     *
     * @return whether it was there
     */
    public boolean remove(String name) throws OciException {
        Optional<StoredImage> found = lookUp(name);
        if (found.isPresent()) {
            store.remove(found.get().id().toString());
            changes.increment();
        }
        return found.isPresent();
    }

    /**
     * An image of the store, as {@link #byId}.
     *
     * @throws OciException.NotFound if a part of it is not there any more
     */
    public PulledImage open(StoredImage image) throws OciException {
        return PulledImage.open(store, image);
    }

    /** How often a pull or a removal has changed what is in the store. */
    public long changes() {
        return changes.sum();
    }

    /** How often an image of the store stood in for one that could not be pulled. */
    public long staleUses() {
        return staleUses.sum();
    }

    private PulledImage pull(
            ImageReference reference, Registries.Access access, PullOptions options, PullListener listener)
            throws OciException {
        try {
            return new Puller(store, registries.source(reference, access)).pull(reference, options, listener);
        } finally {
            changes.increment();
        }
    }

    private PulledImage stale(PullRequest request, StoredImage image, OciException.Unavailable why)
            throws OciException {
        PulledImage stale = open(image);
        request.hints().requireWasm(request.reference(), stale.manifest(), stale.wasm());
        staleUses.increment();
        System.getLogger(Images.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        Event.of("using the stored image, because its registry cannot be reached (stale-if-offline)")
                                .with("image", request.reference())
                                .with("id", image.id())
                                .with("pulled-at", image.pulledAt())
                                .with("times", staleUses.sum())
                                .with("reason", String.valueOf(why.getMessage())));
        return stale;
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
