package dev.sedge.oci.wasm;

import static dev.sedge.oci.wasm.Manifests.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.wasm.WasmImage.Compat;
import dev.sedge.oci.wasm.WasmImage.RawModule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every packaging of Wasm in the wild, as a manifest and a config. */
final class WasmImageClassifierTest {
    private static final String IMAGE_CONFIG =
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Entrypoint\":[\"/a.wasm\"],\"Cmd\":[\"x\"],"
                    + "\"Env\":[\"A=1\"],\"WorkingDir\":\"/w\"}}";
    private static final String WASM_PLATFORM = "{\"architecture\":\"wasm\",\"os\":\"wasip1\"}";
    private static final String SPIN = "application/vnd.fermyon.spin.application.v1+config";
    private static final String SOLO_CONFIG = "application/vnd.module.wasm.config.v1+json";
    private static final String SOLO_MODULE = "application/vnd.module.wasm.content.layer.v1+wasm";

    @ParameterizedTest
    @ValueSource(
            strings = {
                MediaType.OCI_LAYER_TAR,
                MediaType.OCI_LAYER_GZIP,
                MediaType.DOCKER_LAYER_GZIP,
                "application/vnd.docker.image.rootfs.diff.tar"
            })
    void classify_imageOfTarLayers_isCompat(String type) throws OciException {
        for (String configType : List.of(MediaType.OCI_CONFIG, MediaType.DOCKER_CONFIG)) {
            WasmImage image = classify(configType, IMAGE_CONFIG, layer(type));
            assertThat(image).isInstanceOf(Compat.class);
            assertThat(image.config().entrypoint()).containsExactly("/a.wasm");
            assertThat(image.config().env()).containsExactly("A=1");
        }
    }

    @Test
    void classify_compatOfWasmPlatform_isCompat() throws OciException {
        assertThat(classify(MediaType.OCI_CONFIG, WASM_PLATFORM, layer(MediaType.OCI_LAYER_GZIP)))
                .isInstanceOf(Compat.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {MediaType.RUNWASI_LAYER, MediaType.WASM})
    void classify_runwasi_isItsLayer(String type) throws OciException {
        for (String platform : List.of(
                WASM_PLATFORM,
                "{\"architecture\":\"WASM\",\"os\":\"Wasip1\"}",
                "{\"architecture\":\"wasm32\",\"os\":\"wasi\"}")) {
            WasmImage image = classify(MediaType.OCI_CONFIG, platform, layer(type));
            assertThat(image)
                    .isInstanceOfSatisfying(
                            RawModule.class,
                            raw -> assertThat(raw.layer().mediaType()).isEqualTo(type));
        }
    }

    @Test
    void classify_runwasiWithTwoModules_isUnsupported() {
        assertUnsupported(
                "2 Wasm layers",
                MediaType.OCI_CONFIG,
                WASM_PLATFORM,
                layer(MediaType.RUNWASI_LAYER),
                layer(MediaType.WASM));
    }

    @Test
    void classify_cncfArtifact_isItsLayer() throws OciException {
        assertThat(classify(MediaType.WASM_CONFIG_V0, WASM_PLATFORM, layer(MediaType.WASM)))
                .isInstanceOf(RawModule.class);
    }

    @Test
    void classify_cncfArtifactOfOtherShape_isUnsupported() {
        assertUnsupported(
                "exactly one layer",
                MediaType.WASM_CONFIG_V0,
                WASM_PLATFORM,
                layer(MediaType.WASM),
                layer(MediaType.WASM));
        assertUnsupported("exactly one layer", MediaType.WASM_CONFIG_V0, WASM_PLATFORM);
        assertUnsupported(
                "exactly one layer", MediaType.WASM_CONFIG_V0, WASM_PLATFORM, layer(MediaType.OCI_LAYER_GZIP));
    }

    @Test
    void classify_component_isUnsupported() {
        String wasip2 = "{\"architecture\":\"wasm\",\"os\":\"wasip2\",\"component\":{\"exports\":[]}}";
        assertUnsupported("component", MediaType.WASM_CONFIG_V0, wasip2, layer(MediaType.WASM));
        assertUnsupported("component", MediaType.OCI_CONFIG, wasip2, layer(MediaType.RUNWASI_LAYER));
    }

    @Test
    void classify_wasmToOci_isItsLayer() throws OciException {
        assertThat(classify(MediaType.WASM_CONFIG_V1, "{}", layer(MediaType.WASM_CONTENT_LAYER)))
                .isInstanceOf(RawModule.class);
        assertThat(classify("application/octet-stream", "{}", layer(MediaType.WASM_CONTENT_LAYER)))
                .isInstanceOf(RawModule.class);
        assertUnsupported(
                "exactly one layer",
                MediaType.WASM_CONFIG_V1,
                "{}",
                layer(MediaType.WASM_CONTENT_LAYER),
                layer(MediaType.WASM_CONTENT_LAYER));
    }

    @ParameterizedTest
    @ValueSource(strings = {MediaType.OCI_CONFIG, MediaType.OCI_EMPTY, "application/json"})
    void classify_soloTwoLayers_isTheModule(String configType) throws OciException {
        WasmImage image = classify(configType, "{}", layer(SOLO_CONFIG), layer(SOLO_MODULE));
        assertThat(image)
                .isInstanceOfSatisfying(
                        RawModule.class,
                        raw -> assertThat(raw.layer().mediaType()).isEqualTo(SOLO_MODULE));
    }

    @Test
    void classify_spin_isUnsupported() {
        String reason = "Spin app, which needs a Spin host";
        assertUnsupported(
                reason, MediaType.OCI_CONFIG, WASM_PLATFORM, layer(SPIN), layer(MediaType.WASM_CONTENT_LAYER));
        assertUnsupported(reason, SPIN, "{}", layer(MediaType.WASM_CONTENT_LAYER));
        assertUnsupported(
                reason,
                MediaType.OCI_CONFIG,
                "{\"architecture\":\"wasm\",\"os\":\"Wasip1\",\"config\":{\"Labels\":"
                        + "{\"com.fermyon.spin.lockedAppDigest\":\"x\"}}}",
                layer(MediaType.WASM));
    }

    @Test
    void classify_orasPush_isItsLayer() throws OciException {
        assertThat(classify(MediaType.OCI_EMPTY, "{}", layer(MediaType.WASM))).isInstanceOf(RawModule.class);
        assertThat(classify(MediaType.OCI_EMPTY, "{}", Manifests.titled("application/octet-stream", "x.wasm")))
                .isInstanceOf(RawModule.class);
        assertThat(classify("application/vnd.unknown.config.v1+json", "{}", Manifests.titled("text/plain", "x.wasm")))
                .isInstanceOf(RawModule.class);
    }

    @Test
    void classify_artifactWithoutWasm_isUnsupported() {
        String reason = "none of its layers is Wasm";
        assertUnsupported(reason, MediaType.OCI_EMPTY, "{}", Manifests.titled("text/plain", "readme.md"));
        assertUnsupported(reason, MediaType.OCI_EMPTY, "{}");
        assertUnsupported(reason, "application/vnd.cncf.helm.config.v1+json", "{\"a\":1}", layer("application/x"));
        assertUnsupported(reason, MediaType.OCI_CONFIG, IMAGE_CONFIG);
        assertUnsupported(
                reason, MediaType.OCI_CONFIG, IMAGE_CONFIG, layer(MediaType.OCI_LAYER_GZIP), layer("application/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
                "application/vnd.oci.image.layer.nondistributable.v1.tar",
                "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
            })
    void classify_foreignLayer_isUnsupported(String type) {
        assertUnsupported(
                "foreign layer", MediaType.OCI_CONFIG, IMAGE_CONFIG, layer(MediaType.OCI_LAYER_GZIP), layer(type));
    }

    @Test
    void classify_zstdLayers_areUnsupported() {
        assertUnsupported("zstd", MediaType.OCI_CONFIG, IMAGE_CONFIG, layer(MediaType.OCI_LAYER_ZSTD));
    }

    @Test
    void argv_combinesImageAndCaller() throws OciException {
        WasmImage image = classify(MediaType.OCI_CONFIG, IMAGE_CONFIG, layer(MediaType.OCI_LAYER_GZIP));
        assertThat(image.argv(Optional.empty(), List.of())).containsExactly("/a.wasm", "x");
        assertThat(image.argv(Optional.empty(), List.of("y"))).containsExactly("/a.wasm", "y");
        assertThat(image.argv(Optional.of(List.of("/b.wasm")), List.of())).containsExactly("/b.wasm");
        assertThat(image.argv(Optional.of(List.of("/b.wasm")), List.of("y"))).containsExactly("/b.wasm", "y");
    }

    private static WasmImage classify(String configType, String config, String... layers) throws OciException {
        return WasmImageClassifier.classify(
                Manifests.image(configType, config, layers), Optional.of(Manifests.utf8(config)));
    }

    private static void assertUnsupported(String reason, String configType, String config, String... layers) {
        assertThatThrownBy(() -> classify(configType, config, layers))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessageContaining(reason);
    }
}
