package dev.sedge.oci.pull;

import dev.sedge.oci.ContentSource;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PullListener.Phase;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.Lease;
import dev.sedge.oci.store.StoredImage;
import dev.sedge.oci.store.StoredReference;
import dev.sedge.oci.store.StoredRootfs;
import dev.sedge.oci.wasm.WasmImage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings images from a source into a store. An image that cannot be run is refused before a byte of its layers is
 * fetched; what is fetched is verified; the name appears last. Safe for use by many threads, and beside other processes
 * that pull the same image into the same store: every blob is fetched once.
 */
public final class Puller {
    private static final System.Logger LOG = System.getLogger(Puller.class.getName());

    private final ContentStore store;
    private final ContentSource source;
    private final InstantSource clock;

    /** Makes a puller; neither of the two is closed by it. */
    public Puller(ContentStore store, ContentSource source) {
        this(store, source, InstantSource.system());
    }

    Puller(ContentStore store, ContentSource source, InstantSource clock) {
        this.store = store;
        this.source = source;
        this.clock = clock;
    }

    /**
     * Pulls an image and records it under its name. What is already there is not fetched again, but repaired if it was
     * damaged. Ends soon if the thread is interrupted; what was fetched until then is kept for the next attempt.
     *
     * @throws OciException.NotFound if the registry has no such image
     * @throws OciException.Unsupported if it is no image that can be run here; no layer was fetched
     * @throws OciException.Corrupt if bytes are not what their digest says; none of them is kept
     * @throws OciException.DiskFull if there is no room; what was half written is deleted
     * @throws OciException for every other failure, by its kind
     */
    public PulledImage pull(ImageReference reference, PullOptions options, PullListener listener) throws OciException {
        listener.phase(Phase.RESOLVING);
        ResolvedImage image = new Resolution(store, source, reference, options).resolve();
        try {
            return pull(reference, image, options, listener);
        } catch (OciException.DiskFull | OciException.TooLarge | OciException.Corrupt | OciException.Unsupported e) {
            // Another attempt would end in the same way: what came until now only takes room.
            try {
                store.collectGarbage();
            } catch (OciException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    private PulledImage pull(ImageReference reference, ResolvedImage image, PullOptions options, PullListener listener)
            throws OciException {
        try (Lease lease = store.lease()) {
            lease.protect(image.digests());
            store.requireSpace(missingBytes(image));
            for (Map.Entry<Digest, Manifest> document : image.documents().entrySet()) {
                byte[] raw = document.getValue().rawBytes();
                store.put(Descriptor.of(document.getValue().mediaType(), document.getKey(), raw.length), raw);
            }
            fetchBlobs(reference, image, listener);
            Optional<StoredRootfs> rootfs = prepare(reference, image, options, listener);
            StoredReference name = record(reference, image);
            listener.phase(Phase.DONE);
            return new PulledImage(store, name, image.manifest(), image.wasm(), rootfs);
        }
    }

    private void fetchBlobs(ImageReference reference, ResolvedImage image, PullListener listener) throws OciException {
        listener.phase(Phase.DOWNLOADING);
        listener.blobs(image.blobs());
        if (image.config().isPresent()) {
            store.put(image.manifest().config(), image.config().get());
        }
        BlobDownload download = new BlobDownload(store, source, reference, new OneAtATime(listener));
        List<Descriptor> needed = new ArrayList<>();
        for (Descriptor blob : distinct(image.blobs())) {
            if (store.contains(blob) || blob.inlineData().isPresent()) {
                fetch(download, image, blob); // At once: no thread is worth it.
            } else {
                needed.add(blob);
            }
        }
        new ParallelFetch(reference.name(), blob -> fetch(download, image, blob)).all(needed);
    }

    private void fetch(BlobDownload download, ResolvedImage image, Descriptor blob) throws OciException {
        boolean downloaded = download.fetch(blob);
        if (!downloaded
                && image.wasm() instanceof WasmImage.RawModule raw
                && raw.layer().equals(blob)) {
            repair(download, blob);
        }
    }

    /** A blob that was there is used only if it is still what it was; one that is not, is fetched again. */
    private void repair(BlobDownload download, Descriptor blob) throws OciException {
        try {
            store.verify(blob);
        } catch (OciException.Corrupt e) {
            LOG.log(System.Logger.Level.DEBUG, "fetching a damaged blob again", e);
            download.fetch(blob);
        }
    }

    private Optional<StoredRootfs> prepare(
            ImageReference reference, ResolvedImage image, PullOptions options, PullListener listener)
            throws OciException {
        if (image.wasm() instanceof WasmImage.RawModule raw) {
            RawModules.requireModule(store, raw.layer());
            return Optional.empty();
        }
        listener.phase(Phase.UNPACKING);
        store.discardChangedRootfs(image.id());
        try {
            return LocalImage.unpack(store, image.id(), image.wasm(), options.limits());
        } catch (OciException.Corrupt e) {
            if (areIntact(image.manifest().layers())) {
                throw e;
            }
            // It was the copy on this disk, which is gone now.
            LOG.log(System.Logger.Level.DEBUG, "fetching damaged layers again", e);
            BlobDownload download = new BlobDownload(store, source, reference, listener);
            for (Descriptor layer : image.manifest().layers()) {
                download.fetch(layer);
            }
            return LocalImage.unpack(store, image.id(), image.wasm(), options.limits());
        }
    }

    private boolean areIntact(List<Descriptor> blobs) throws OciException {
        boolean intact = true;
        for (Descriptor blob : blobs) {
            try {
                store.verify(blob);
            } catch (OciException.Corrupt | OciException.NotFound e) {
                intact = false;
            }
        }
        return intact;
    }

    private StoredReference record(ImageReference reference, ResolvedImage image) throws OciException {
        Optional<StoredImage> before = store.find(reference);
        StoredReference name =
                new StoredReference(reference, image.target(), image.descriptor(), image.size(), clock.instant());
        store.record(name);
        if (before.isPresent() && !before.get().id().equals(name.id())) {
            store.collectGarbage();
        }
        return name;
    }

    private long missingBytes(ResolvedImage image) throws OciException {
        long bytes = 0;
        for (Descriptor blob : distinct(image.blobs())) {
            bytes += store.contains(blob) ? 0 : blob.size();
        }
        return bytes;
    }

    private static List<Descriptor> distinct(List<Descriptor> blobs) {
        Map<String, Descriptor> distinct = new LinkedHashMap<>();
        blobs.forEach(blob -> distinct.putIfAbsent(blob.digest() + " " + blob.size(), blob));
        return List.copyOf(distinct.values());
    }
}
