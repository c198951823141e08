package dev.sedge.oci.store;

import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Where everything is in a store. */
final class StorePaths {
    private static final int MAX_FILE_NAME = 200;

    private final Path root;

    StorePaths(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path version() {
        return root.resolve("VERSION");
    }

    Path ociLayout() {
        return root.resolve("oci-layout");
    }

    Path index() {
        return root.resolve("index.json");
    }

    Path blobs(String algorithm) {
        return root.resolve("blobs").resolve(algorithm);
    }

    Path blob(Digest digest) {
        return blobs(digest.algorithm()).resolve(digest.hex());
    }

    Path ingests() {
        return root.resolve("ingest");
    }

    Path ingest(Digest digest) {
        return ingests().resolve(digest.algorithm() + "-" + digest.hex() + ".part");
    }

    Path refs() {
        return root.resolve("refs");
    }

    Path ref(ImageReference reference) {
        String encoded = URLEncoder.encode(reference.toString(), StandardCharsets.UTF_8);
        boolean fits = encoded.length() <= MAX_FILE_NAME;
        String name = fits
                ? encoded
                : Digest.sha256Of(encoded.getBytes(StandardCharsets.UTF_8)).hex();
        return refs().resolve(name + ".json");
    }

    Path leases() {
        return root.resolve("leases");
    }

    Path rootfses() {
        return root.resolve("rootfs");
    }

    Path rootfs(Digest manifest) {
        return rootfses().resolve(manifest.hex());
    }

    Path rootfsRecord(Digest manifest) {
        return rootfses().resolve(manifest.hex() + ".json");
    }

    Path rootfsTemporary(String hex) {
        return rootfses().resolve(ContentStore.TEMPORARY + hex);
    }

    Path quarantine() {
        return root.resolve("quarantine");
    }

    /** All that is the store's, without the root, in which others may live too. */
    List<Path> own() {
        return List.of(
                root.resolve("blobs"),
                ingests(),
                refs(),
                leases(),
                rootfses(),
                quarantine(),
                lock(),
                version(),
                ociLayout(),
                index());
    }

    List<Path> directories() {
        return List.of(
                root,
                root.resolve("blobs"),
                blobs(Digest.SHA256),
                blobs(Digest.SHA512),
                ingests(),
                refs(),
                leases(),
                rootfses());
    }
}
