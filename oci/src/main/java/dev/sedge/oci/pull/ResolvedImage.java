package dev.sedge.oci.pull;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.wasm.WasmImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reference means, before any layer is fetched.
 *
 * @param documents the indexes on the way and at last the manifest, each under the digest by which it was named
 * @param manifest the manifest of the chosen platform
 * @param config the config blob where it had to be read
 * @param wasm how the image holds its module
 */
record ResolvedImage(Map<Digest, Manifest> documents, ImageManifest manifest, Optional<byte[]> config, WasmImage wasm) {
    ResolvedImage {
        documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
    }

    /** The digest of what the registry has under the name. */
    Digest target() {
        return documents.keySet().iterator().next();
    }

    /** The digest by which the manifest was named. */
    Digest id() {
        List<Digest> names = new ArrayList<>(documents.keySet());
        return names.get(names.size() - 1);
    }

    Descriptor descriptor() {
        return Descriptor.of(manifest.mediaType(), id(), manifest.rawBytes().length);
    }

    /** Config and layers. */
    List<Descriptor> blobs() {
        List<Descriptor> blobs = new ArrayList<>();
        blobs.add(manifest.config());
        blobs.addAll(manifest.layers());
        return blobs;
    }

    List<Digest> digests() {
        List<Digest> digests = new ArrayList<>(documents.keySet());
        blobs().forEach(blob -> digests.add(blob.digest()));
        return digests;
    }

    long size() {
        Map<Digest, Long> sizes = new LinkedHashMap<>();
        blobs().forEach(blob -> sizes.put(blob.digest(), blob.size()));
        return manifest.rawBytes().length
                + sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
