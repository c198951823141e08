package dev.sedge.oci.pull;

import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageConfig;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.layer.UnpackLimits;
import dev.sedge.oci.layer.WasmFile;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.Lease;
import dev.sedge.oci.store.StoredImage;
import dev.sedge.oci.store.StoredReference;
import dev.sedge.oci.store.StoredRootfs;
import dev.sedge.oci.wasm.WasmImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An image in the store, ready to be run. Immutable and safe for use by many threads. */
public final class PulledImage {
    private final ContentStore store;
    private final StoredReference reference;
    private final ImageManifest manifest;
    private final WasmImage wasm;
    private final Optional<StoredRootfs> rootfs;

    PulledImage(
            ContentStore store,
            StoredReference reference,
            ImageManifest manifest,
            WasmImage wasm,
            Optional<StoredRootfs> rootfs) {
        this.store = store;
        this.reference = reference;
        this.manifest = manifest;
        this.wasm = wasm;
        this.rootfs = rootfs;
    }

    /**
     * An image of the store as it was pulled, without any network. The files of a compat image are unpacked again if
     * they are gone.
     *
     * @throws OciException.NotFound if a part of it is not there
     * @throws OciException.Corrupt if a part of it was changed or damaged on the disk
     */
    public static PulledImage open(ContentStore store, StoredImage image) throws OciException {
        return LocalImage.open(store, image, UnpackLimits.DEFAULT);
    }

    /** The id: the digest of the manifest. Two names of one image have one id, two images never. */
    public Digest id() {
        return reference.id();
    }

    /** The name and what it stood for when it was pulled. */
    public StoredReference reference() {
        return reference;
    }

    /** The digest of what the registry has under the name: the index, if it is one. */
    public Digest repoDigest() {
        return reference.target();
    }

    /** The bytes of manifest, config and layers together. */
    public long size() {
        return reference.size();
    }

    /** The manifest. */
    public ImageManifest manifest() {
        return manifest;
    }

    /** How the image holds its module. */
    public WasmImage wasm() {
        return wasm;
    }

    /** What the author says about running it; mostly nothing for an artifact. */
    public ImageConfig config() {
        return wasm.config();
    }

    /** The unpacked files; empty for an artifact. They belong to the store: never write there. */
    public Optional<Path> rootfs() {
        return rootfs.map(StoredRootfs::directory);
    }

    /** The Wasm modules among the files; empty for an artifact. */
    public List<WasmFile> wasmFiles() {
        return rootfs.map(files -> files.content().wasmFiles()).orElse(List.of());
    }

    /**
     * The argument vector: as {@link WasmImage#argv}, and for an artifact that names nothing to run, the last part of
     * its repository's name.
     *
     * @throws OciException.Unsupported if neither the image nor the caller names anything to run
     */
    public List<String> argv(Optional<List<String>> command, List<String> arguments) throws OciException {
        List<String> argv = wasm.argv(command, arguments);
        if (!argv.isEmpty()) {
            return argv;
        }
        if (wasm instanceof WasmImage.RawModule) {
            return List.of(reference.name().lastName());
        }
        throw new OciException.Unsupported("image " + reference.name()
                + " has neither an entrypoint nor a command; name the module to run. "
                + ModuleLookup.listing(wasmFiles()));
    }

    /**
     * The module to run: the layer of an artifact, or the file that {@code argv0} names in a compat image, looked up in
     * its root, then for a relative name in its working directory and its {@code PATH}. Verified against the digest with
     * which it was pulled.
     *
     * @param argv0 the first argument; not looked at for an artifact
     * @throws OciException.NotFound if there is no such file; the message lists the {@code .wasm} files that are there
     * @throws OciException.Unsupported if the file is no core module
     * @throws OciException.Corrupt if the module was changed or damaged on the disk; the next pull repairs it
     */
    public byte[] readModule(String argv0) throws OciException {
        if (wasm instanceof WasmImage.RawModule raw) {
            byte[] module = store.read(raw.layer(), Integer.MAX_VALUE - 8);
            RawModules.requireModule(module, raw.layer());
            return module;
        }
        return new ModuleLookup(store, this, rootfs.orElseThrow().content()).read(argv0);
    }

    /**
     * Begins to protect the image against removal while it runs. Its files stay until the lease is closed or the process
     * ends, even if its name is removed.
     */
    public Lease lease() throws OciException {
        Lease lease = store.lease();
        try {
            lease.protect(List.of(id()));
            return lease;
        } catch (OciException e) {
            lease.close();
            throw e;
        }
    }
}
