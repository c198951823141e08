package dev.sedge.agent.image;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.local.LocalRegistry;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import dev.sedge.oci.registry.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A registry with images in it. */
public final class ImageFixture implements AutoCloseable {
    private static final byte[] MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final LocalRegistry registry;

    /** An empty registry. */
    public ImageFixture() throws OciException {
        this.registry = LocalRegistry.start();
    }

    /** The shortest module, with which all others here begin. */
    public static byte[] module() {
        return MODULE.clone();
    }

    /** The full name of an image there. */
    public String name(String image) {
        return registry.address() + "/" + image;
    }

    /** Host and port. */
    public String address() {
        return registry.address();
    }

    /** The full name of an image there, parsed. */
    public ImageReference reference(String image) throws OciException {
        return ImageReference.parse(name(image));
    }

    /** Talks to this registry without TLS and without patience. */
    public Registries registries() {
        RegistryClient client = RegistryClient.builder()
                .host(HostConfig.of(address()).withPlainHttp())
                .retries(RetryPolicy.NONE)
                .build();
        return (reference, access) -> client;
    }

    /** An artifact whose module ends with this text; returns its id. */
    public String artifact(String repository, String tag, String distinct) {
        byte[] module = concat(MODULE, (distinct + " ").getBytes(StandardCharsets.UTF_8));
        byte[] config = utf8("{\"architecture\":\"wasm\",\"os\":\"wasip1\"}");
        return put(repository, tag, MediaType.WASM_CONFIG_V0, config, MediaType.WASM, module);
    }

    /** An image with {@code /app.wasm} in a tar layer, and this JSON as its config's config; returns its id. */
    public String compat(String repository, String tag, String settings) {
        byte[] config = utf8("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":" + settings + "}");
        return put(repository, tag, MediaType.OCI_CONFIG, config, MediaType.OCI_LAYER_TAR, tar("app.wasm", MODULE));
    }

    /** An image with this command and a layer that the registry does not have. */
    public void withoutLayers(String repository, String tag, String command) {
        byte[] config =
                utf8("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"" + command + "\"]}}");
        registry.addBlob(repository, config);
        registry.addManifest(
                repository,
                tag,
                OCI_MANIFEST,
                manifest(MediaType.OCI_CONFIG, config, MediaType.OCI_LAYER_TAR, utf8("nobody has it")));
    }

    private String put(
            String repository, String tag, String configType, byte[] config, String layerType, byte[] layer) {
        registry.addBlob(repository, config);
        registry.addBlob(repository, layer);
        byte[] manifest = manifest(configType, config, layerType, layer);
        return registry.addManifest(repository, tag, OCI_MANIFEST, manifest).toString();
    }

    private static byte[] manifest(String configType, byte[] config, String layerType, byte[] layer) {
        return utf8("{\"schemaVersion\":2,\"mediaType\":\"" + OCI_MANIFEST + "\",\"config\":" + json(configType, config)
                + ",\"layers\":[" + json(layerType, layer) + "]}");
    }

    private static String json(String mediaType, byte[] content) {
        Descriptor blob = Descriptor.of(mediaType, content);
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + blob.digest() + "\",\"size\":" + blob.size()
                + "}";
    }

    private static byte[] tar(String name, byte[] content) {
        byte[] archive = new byte[2048];
        put(archive, 0, name);
        put(archive, 100, "0000755\0" + "0000000\0" + "0000000\0");
        put(archive, 124, "%011o\0%011o\0        0".formatted(content.length, 0));
        put(archive, 257, "ustar\0" + "00");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += archive[i] & 0xff;
        }
        put(archive, 148, "%06o\0 ".formatted(sum));
        System.arraycopy(content, 0, archive, 512, content.length);
        return archive;
    }

    private static void put(byte[] target, int at, String text) {
        byte[] bytes = utf8(text);
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        registry.close();
    }
}
