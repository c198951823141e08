package dev.sedge.oci.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.tar.TarStreamBuilder;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** The three parts of an image, ready to push. The same input gives the same bytes: nothing in it tells the time. */
final class ImageParts {
    private static final String EPOCH = "1970-01-01T00:00:00Z";

    private final String mediaType;
    private final byte[] layer;
    private final byte[] config;
    private final byte[] manifest;

    private ImageParts(String mediaType, byte[] layer, byte[] config, byte[] manifest) {
        this.mediaType = mediaType;
        this.layer = layer;
        this.config = config;
        this.manifest = manifest;
    }

    String mediaType() {
        return mediaType;
    }

    byte[] layer() {
        return layer;
    }

    byte[] config() {
        return config;
    }

    byte[] manifest() {
        return manifest;
    }

    static ImageParts compat(CompatImage image) throws OciException {
        byte[] tar = tar(image.module());
        byte[] layer = gzip(tar);
        byte[] config = Json.bytes(compatConfig(image, Digest.sha256Of(tar)));
        ImageFormat format = image.format();
        ObjectNode manifest = manifest(
                format.manifest, Descriptor.of(format.config, config), Descriptor.of(format.layer, layer), Map.of());
        if (format == ImageFormat.OCI) {
            manifest.putObject("annotations").put(CompatImage.VARIANT, CompatImage.COMPAT);
        }
        return new ImageParts(format.manifest, layer, config, Json.bytes(manifest));
    }

    static ImageParts artifact(WasmFile module) {
        byte[] layer = module.content();
        ObjectNode config =
                Json.object().put("created", EPOCH).put("architecture", "wasm").put("os", "wasip1");
        config.putArray("layerDigests").add(module.digest().toString());
        byte[] configBytes = Json.bytes(config);
        ObjectNode manifest = manifest(
                MediaType.OCI_MANIFEST,
                Descriptor.of(MediaType.WASM_CONFIG_V0, configBytes),
                Descriptor.of(MediaType.WASM, layer),
                Map.of(Descriptor.TITLE, module.name()));
        manifest.putObject("annotations").put(CompatImage.VARIANT, CompatImage.COMPAT);
        return new ImageParts(MediaType.OCI_MANIFEST, layer, configBytes, Json.bytes(manifest));
    }

    private static ObjectNode manifest(
            String mediaType, Descriptor config, Descriptor layer, Map<String, String> layerAnnotations) {
        ObjectNode manifest = Json.object().put("schemaVersion", 2).put("mediaType", mediaType);
        manifest.set("config", descriptor(config));
        ObjectNode layerNode = descriptor(layer);
        if (!layerAnnotations.isEmpty()) {
            ObjectNode annotations = layerNode.putObject("annotations");
            layerAnnotations.forEach(annotations::put);
        }
        manifest.putArray("layers").add(layerNode);
        return manifest;
    }

    private static ObjectNode descriptor(Descriptor descriptor) {
        return Json.object()
                .put("mediaType", descriptor.mediaType())
                .put("digest", descriptor.digest().toString())
                .put("size", descriptor.size());
    }

    private static ObjectNode compatConfig(CompatImage image, Digest diffId) {
        ObjectNode document = Json.object()
                .put("created", EPOCH)
                .put("architecture", image.platform().architecture())
                .put("os", image.platform().os());
        ObjectNode config = document.putObject("config");
        put(config, "Env", image.env());
        put(config, "Entrypoint", image.entrypoint());
        put(config, "Cmd", image.cmd());
        ObjectNode labels = config.putObject("Labels");
        Map<String, String> sorted = new TreeMap<>(image.labels());
        sorted.put(CompatImage.VARIANT, CompatImage.COMPAT);
        sorted.forEach(labels::put);
        ObjectNode rootfs = document.putObject("rootfs").put("type", "layers");
        rootfs.putArray("diff_ids").add(diffId.toString());
        document.putArray("history")
                .addObject()
                .put("created", EPOCH)
                .put("created_by", "sedge push")
                .put("comment", "/" + image.module().name());
        return document;
    }

    private static void put(ObjectNode config, String name, List<String> words) {
        if (!words.isEmpty()) {
            ArrayNode array = config.putArray(name);
            words.forEach(array::add);
        }
    }

    private static byte[] tar(WasmFile module) throws OciException {
        TarStreamBuilder tar = new TarStreamBuilder();
        tar.addByteEntry(module.content(), module.name(), Instant.EPOCH);
        return collect(tar::writeAsTarArchiveTo);
    }

    private static byte[] gzip(byte[] content) throws OciException {
        return collect(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
        });
    }

    private interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    private static byte[] collect(Writer writer) throws OciException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.writeTo(bytes);
        } catch (IOException e) {
            throw new OciException.LocalFailure("pack the layer failed: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }
}
