package dev.sedge.oci.pull;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.layer.RootfsUnpacker;
import dev.sedge.oci.layer.UnpackLimits;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.StoredImage;
import dev.sedge.oci.store.StoredReference;
import dev.sedge.oci.store.StoredRootfs;
import dev.sedge.oci.wasm.WasmImage;
import dev.sedge.oci.wasm.WasmImageClassifier;
import java.util.List;
import java.util.Optional;

/** Opens images whose blobs are in the store. */
final class LocalImage {
    private LocalImage() {}

    static PulledImage open(ContentStore store, StoredImage image, UnpackLimits limits) throws OciException {
        StoredReference reference = image.references().get(0);
        byte[] raw = store.read(image.manifest(), Manifest.MAX_BYTES);
        Manifest document = Manifest.parse(raw, Optional.of(image.manifest().mediaType()));
        if (!(document instanceof ImageManifest manifest)) {
            throw new OciException.Corrupt("image " + image.id() + " in the store is an index; pull it again");
        }
        Optional<byte[]> config = WasmImageClassifier.readsConfig(manifest)
                ? Optional.of(store.read(manifest.config(), Manifest.MAX_BYTES))
                : Optional.empty();
        WasmImage wasm = WasmImageClassifier.classify(manifest, config);
        return new PulledImage(store, reference, manifest, wasm, unpack(store, image.id(), wasm, limits));
    }

    /** The files of a compat image, unpacked now if they are not yet; nothing for an artifact. */
    static Optional<StoredRootfs> unpack(ContentStore store, Digest id, WasmImage wasm, UnpackLimits limits)
            throws OciException {
        if (!(wasm instanceof WasmImage.Compat compat)) {
            return Optional.empty();
        }
        Optional<StoredRootfs> existing = store.rootfs(id);
        return existing.isPresent()
                ? existing
                : Optional.of(store.unpack(id, limits, unpacker -> apply(store, compat, unpacker)));
    }

    private static void apply(ContentStore store, WasmImage.Compat compat, RootfsUnpacker unpacker)
            throws OciException {
        List<Descriptor> layers = compat.layers();
        List<Digest> diffIds = compat.config().diffIds();
        if (!diffIds.isEmpty() && diffIds.size() != layers.size()) {
            throw new OciException.Corrupt("image config names " + diffIds.size() + " diff ids for " + layers.size()
                    + " layers; the image was built wrongly");
        }
        for (int i = 0; i < layers.size(); i++) {
            Optional<Digest> diffId = diffIds.isEmpty() ? Optional.empty() : Optional.of(diffIds.get(i));
            unpacker.apply(store.openBlob(layers.get(i)), layers.get(i), diffId);
        }
    }
}
