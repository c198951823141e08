package dev.sedge.oci.pull;

import dev.sedge.oci.ContentSource;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.FetchedManifest;
import dev.sedge.oci.ImageIndex;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.wasm.PlatformSelector;
import dev.sedge.oci.wasm.RunHints;
import dev.sedge.oci.wasm.WasmImage;
import dev.sedge.oci.wasm.WasmImageClassifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds out what a reference means: from the source's documents alone, without a layer. Confined to one thread. */
final class Resolution {
    private static final int MAX_DEPTH = 2;
    private static final int MAX_NESTED = 8;

    private final ContentStore store;
    private final ContentSource source;
    private final ImageReference reference;
    private final Optional<RunHints> hints;
    private final PlatformSelector selector;
    private int nestedFetched;

    Resolution(ContentStore store, ContentSource source, ImageReference reference, PullOptions options) {
        this.store = store;
        this.source = source;
        this.reference = reference;
        this.hints = options.hints();
        this.selector = new PlatformSelector(options.platforms());
    }

    ResolvedImage resolve() throws OciException {
        Map<Digest, Manifest> path = new LinkedHashMap<>();
        FetchedManifest fetched = source.fetchManifest(reference);
        path.put(fetched.digest(), fetched.manifest());
        Manifest document = fetched.manifest();
        if (document instanceof ImageIndex index && !descend(index, path, 0)) {
            throw selector.noMatch(index);
        }
        ImageManifest manifest = (ImageManifest) last(path);
        Optional<byte[]> config = WasmImageClassifier.readsConfig(manifest)
                ? Optional.of(readConfig(manifest.config()))
                : Optional.empty();
        WasmImage wasm = WasmImageClassifier.classify(manifest, config);
        if (hints.isPresent()) {
            hints.get().requireWasm(reference, manifest, wasm);
        }
        return new ResolvedImage(path, manifest, config, wasm);
    }

    /** Goes on to the best manifest below an index, the nested ones last. */
    private boolean descend(ImageIndex index, Map<Digest, Manifest> path, int depth) throws OciException {
        Optional<Descriptor> chosen = selector.choose(index);
        if (chosen.isPresent()) {
            Manifest manifest = fetch(chosen.get());
            if (!(manifest instanceof ImageManifest)) {
                throw new OciException.Corrupt(
                        "index " + index.digest() + " names " + chosen.get() + ", which is an index itself");
            }
            path.put(chosen.get().digest(), manifest);
            return true;
        }
        if (depth == MAX_DEPTH) {
            return false;
        }
        for (Descriptor nested : selector.nested(index)) {
            if (++nestedFetched > MAX_NESTED) {
                return false;
            }
            Manifest document = fetch(nested);
            path.put(nested.digest(), document);
            if (document instanceof ImageIndex below && descend(below, path, depth + 1)) {
                return true;
            }
            path.remove(nested.digest());
        }
        return false;
    }

    private Manifest fetch(Descriptor descriptor) throws OciException {
        FetchedManifest fetched = source.fetchManifest(reference.withDigest(descriptor.digest()));
        Manifest manifest = fetched.manifest();
        if (manifest.rawBytes().length != descriptor.size()) {
            throw new OciException.Corrupt("manifest " + descriptor.digest() + " of " + reference.name() + " has "
                    + manifest.rawBytes().length + " bytes, and its index says " + descriptor.size());
        }
        return manifest;
    }

    private byte[] readConfig(Descriptor config) throws OciException {
        if (config.size() <= Manifest.MAX_BYTES && store.contains(config)) {
            try {
                return store.read(config, Manifest.MAX_BYTES);
            } catch (OciException.Corrupt | OciException.NotFound e) {
                // Damaged on this disk, and removed: the source has a good one.
                return source.readBlob(reference, config, Manifest.MAX_BYTES);
            }
        }
        return source.readBlob(reference, config, Manifest.MAX_BYTES);
    }

    private static Manifest last(Map<Digest, Manifest> path) {
        return path.values().stream().reduce((first, second) -> second).orElseThrow();
    }
}
