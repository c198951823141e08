package dev.sedge.oci.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.ImageReference;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.layer.Tar;
import dev.sedge.oci.local.LocalRegistry;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.wasm.Manifests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One module in every packaging that is supported, pulled from a registry: always the same bytes. */
final class FormatsTest {
    private static final byte[] TAR =
            Tar.archive().file("main.wasm", Images.MODULE, 0755).bytes();
    private static final byte[] EMPTY = Manifests.utf8("{}");
    private static final byte[] SOLO = Manifests.utf8("{\"type\":\"envoy_proxy\"}");

    @TempDir
    Path root;

    /** Bytes in a record. */
    interface Blob {
        byte[] bytes();
    }

    /** An image as a stranger's tool pushes it: media type of the manifest, config and its type, layers and theirs. */
    record Format(String name, String manifestType, Blob config, Blob manifest, List<byte[]> layers) {
        static Format of(String name, String configType, byte[] config, Object... typesAndLayers) {
            return of(name, MediaType.OCI_MANIFEST, configType, config, typesAndLayers);
        }

        static Format of(String name, String manifestType, String configType, byte[] config, Object... typesAndLayers) {
            List<byte[]> layers = Arrays.stream(typesAndLayers)
                    .filter(byte[].class::isInstance)
                    .map(byte[].class::cast)
                    .toList();
            String text = new String(
                            Images.manifest(configType, config, typesAndLayers),
                            java.nio.charset.StandardCharsets.UTF_8)
                    .replace(MediaType.OCI_MANIFEST, manifestType);
            return new Format(name, manifestType, () -> config, () -> Manifests.utf8(text), layers);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Format> formats() {
        byte[] config = Images.config("/main.wasm", TAR);
        byte[] runwasi = Manifests.utf8("{\"architecture\":\"wasm\",\"os\":\"wasip1\",\"config\":{},\"rootfs\":"
                + "{\"type\":\"layers\",\"diff_ids\":[\"" + dev.sedge.oci.Digest.sha256Of(Images.MODULE) + "\"]}}");
        String withData = Manifests.imageText(
                Manifests.descriptor(MediaType.OCI_EMPTY, EMPTY, ",\"data\":\"e30=\""),
                Manifests.descriptor(
                        "application/octet-stream",
                        Images.MODULE,
                        ",\"annotations\":{\"org.opencontainers.image.title\":\"../../main.wasm\"}"));
        String artifact = withData.replaceFirst("\\{", "{\"artifactType\":\"application/vnd.example\",");
        return Stream.of(
                Format.of("compat, gzip", MediaType.OCI_CONFIG, config, MediaType.OCI_LAYER_GZIP, Tar.gzip(TAR)),
                Format.of("compat, plain tar", MediaType.OCI_CONFIG, config, MediaType.OCI_LAYER_TAR, TAR),
                Format.of("compat, eStargz", MediaType.OCI_CONFIG, config, MediaType.OCI_LAYER_GZIP, members(TAR)),
                Format.of(
                        "compat, Docker",
                        MediaType.DOCKER_MANIFEST,
                        MediaType.DOCKER_CONFIG,
                        config,
                        MediaType.DOCKER_LAYER_GZIP,
                        Tar.gzip(TAR)),
                Format.of("runwasi", MediaType.OCI_CONFIG, runwasi, MediaType.RUNWASI_LAYER, Images.MODULE),
                Format.of(
                        "CNCF artifact", MediaType.WASM_CONFIG_V0, Images.wasmConfig(), MediaType.WASM, Images.MODULE),
                Format.of("wasm-to-oci", MediaType.WASM_CONFIG_V1, EMPTY, MediaType.WASM_CONTENT_LAYER, Images.MODULE),
                Format.of(
                        "Solo, two layers",
                        MediaType.OCI_CONFIG,
                        EMPTY,
                        "application/vnd.module.wasm.config.v1+json",
                        SOLO,
                        "application/vnd.module.wasm.content.layer.v1+wasm",
                        Images.MODULE),
                new Format(
                        "ORAS with data",
                        MediaType.OCI_MANIFEST,
                        () -> EMPTY,
                        () -> Manifests.utf8(artifact),
                        List.of(Images.MODULE)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void pull_everyFormat_givesTheModule(Format format) throws IOException {
        try (LocalRegistry registry = LocalRegistry.start();
                ContentStore store = ContentStore.open(root)) {
            registry.addBlob("team/main", format.config().bytes());
            format.layers().forEach(layer -> registry.addBlob("team/main", layer));
            registry.addManifest(
                    "team/main", "1", format.manifestType(), format.manifest().bytes());
            RegistryClient client = RegistryClient.builder()
                    .host(HostConfig.of(registry.address()).withPlainHttp())
                    .build();
            ImageReference reference = ImageReference.parse(registry.address() + "/team/main:1");
            PulledImage image = new Puller(store, client).pull(reference, PullOptions.DEFAULT, PullListener.NONE);
            List<String> argv = image.argv(Optional.empty(), List.of());
            assertThat(argv).hasSize(1);
            assertThat(argv.get(0)).isIn("/main.wasm", "main");
            assertThat(image.readModule(argv.get(0))).isEqualTo(Images.MODULE);
            assertThat(PulledImage.open(store, store.find(reference).orElseThrow())
                            .readModule(argv.get(0)))
                    .isEqualTo(Images.MODULE);
        }
    }

    /** Several gzip members, with an empty one at the end. */
    private static byte[] members(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += 1500) {
            out.writeBytes(Tar.gzip(Arrays.copyOfRange(content, from, Math.min(content.length, from + 1500))));
        }
        out.writeBytes(Tar.gzip(new byte[0]));
        return out.toByteArray();
    }
}
