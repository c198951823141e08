package dev.sedge.oci.pull;

import dev.sedge.oci.Digest;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.wasm.Manifests;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Contents of images. */
final class Images {
    static final byte[] MODULE = module(3_000, 1);

    private Images() {}

    /** Something that begins like a module; the rest is not compressible. */
    static byte[] module(int size, long seed) {
        byte[] module = new byte[size];
        new Random(seed).nextBytes(module);
        System.arraycopy(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}, 0, module, 0, 8);
        return module;
    }

    /** An image config that names a module. */
    static byte[] config(String entrypoint, byte[]... uncompressedLayers) {
        List<String> diffIds = Arrays.stream(uncompressedLayers)
                .map(layer -> "\"" + Digest.sha256Of(layer) + "\"")
                .toList();
        return Manifests.utf8("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Entrypoint\":[\"" + entrypoint
                + "\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + String.join(",", diffIds) + "]}}");
    }

    /** A manifest of these blobs, each with its type before it. */
    static byte[] manifest(String configType, byte[] config, Object... typesAndLayers) {
        String[] layers = new String[typesAndLayers.length / 2];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = Manifests.descriptor((String) typesAndLayers[2 * i], (byte[]) typesAndLayers[2 * i + 1], "");
        }
        return Manifests.utf8(Manifests.imageText(Manifests.descriptor(configType, config, ""), layers));
    }

    /** The config of a CNCF artifact. */
    static byte[] wasmConfig() {
        return Manifests.utf8("{\"architecture\":\"wasm\",\"os\":\"wasip1\",\"layerDigests\":[]}");
    }

    /** Puts an artifact into a source under a tag. */
    static Digest artifact(MemorySource source, String tag, byte[] module) throws dev.sedge.oci.OciException {
        byte[] config = source.blob(wasmConfig());
        source.blob(module);
        byte[] manifest = manifest(MediaType.WASM_CONFIG_V0, config, MediaType.WASM, module);
        return source.document(tag, MediaType.OCI_MANIFEST, manifest).digest();
    }

    /** Puts a compat image of one layer into a source under a tag. */
    static Digest compat(MemorySource source, String tag, byte[] tar, byte[] layer, String entrypoint)
            throws dev.sedge.oci.OciException {
        byte[] config = source.blob(config(entrypoint, tar));
        source.blob(layer);
        String type = layer[0] == 0x1f ? MediaType.OCI_LAYER_GZIP : MediaType.OCI_LAYER_TAR;
        byte[] manifest = manifest(MediaType.OCI_CONFIG, config, type, layer);
        return source.document(tag, MediaType.OCI_MANIFEST, manifest).digest();
    }
}
