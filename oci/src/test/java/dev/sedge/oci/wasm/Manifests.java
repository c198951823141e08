package dev.sedge.oci.wasm;

import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageIndex;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Builds manifests as text, as a stranger's tool would. */
public final class Manifests {
    private Manifests() {}

    /** The bytes of a text. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A descriptor of content. */
    public static String descriptor(String type, byte[] content, String more) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + Digest.sha256Of(content) + "\",\"size\":"
                + content.length + more + "}";
    }

    /** A descriptor of some content. */
    static String layer(String type) {
        return descriptor(type, utf8(type), "");
    }

    /** A descriptor of some content with a file name. */
    static String titled(String type, String title) {
        return descriptor(type, utf8(title), ",\"annotations\":{\"org.opencontainers.image.title\":\"" + title + "\"}");
    }

    /** An image manifest as text. */
    public static String imageText(String configDescriptor, String... layers) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.OCI_MANIFEST + "\",\"config\":" + configDescriptor
                + ",\"layers\":[" + String.join(",", layers) + "]}";
    }

    static ImageManifest image(String configType, String config, String... layers) throws OciException {
        String text = imageText(descriptor(configType, utf8(config), ""), layers);
        return (ImageManifest) Manifest.parse(utf8(text), Optional.empty());
    }

    /** An index as text. */
    public static String indexText(String... manifests) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.OCI_INDEX + "\",\"manifests\":["
                + String.join(",", manifests) + "]}";
    }

    static ImageIndex index(String... manifests) throws OciException {
        return (ImageIndex) Manifest.parse(utf8(indexText(manifests)), Optional.empty());
    }

    /** The part of a descriptor that names a platform. */
    public static String platform(String os, String architecture) {
        return ",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture + "\"}";
    }
}
