package dev.sedge.oci;

import static dev.sedge.oci.local.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final String D = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    private static final String CONFIG = "{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"" + D
            + "\",\"size\":2,\"data\":\"e30=\"}";
    private static final String LAYER = "{\"mediaType\":\"application/wasm\",\"digest\":\"" + D
            + "\",\"size\":2,\"annotations\":{\"org.opencontainers.image.title\":\"x.wasm\"},\"custom\":[1,{}]}";
    private static final String TYPE = "\"schemaVersion\":2,\"mediaType\":\"" + MediaType.OCI_MANIFEST + "\"";

    private static Manifest parse(String document) throws OciException {
        return Manifest.parse(bytes(document), Optional.empty());
    }

    @Test
    void parse_artifact_everyFieldIsThere() throws Exception {
        String document = "{" + TYPE + ",\"artifactType\":\"application/x\",\"config\":" + CONFIG + ",\"layers\":["
                + LAYER + "],\"subject\":" + LAYER + ",\"annotations\":{\"k\":\"v\"},\"unknown\":null}";

        ImageManifest manifest = (ImageManifest) parse(document);

        assertThat(manifest.rawBytes()).isEqualTo(bytes(document));
        assertThat(manifest.digest()).isEqualTo(Digest.sha256Of(bytes(document)));
        assertThat(manifest.artifactType()).contains("application/x");
        assertThat(manifest.config().inlineData())
                .hasValueSatisfying(data -> assertThat(data).isEqualTo(bytes("{}")));
        assertThat(manifest.layers()).hasSize(1);
        assertThat(manifest.layers().get(0).title()).contains("x.wasm");
        assertThat(manifest.subject()).isPresent();
        assertThat(manifest.annotations()).containsEntry("k", "v");
        assertThat(manifest.descriptor().size()).isEqualTo(document.length());
    }

    @Test
    void parse_index_platformsInOrder() throws Exception {
        String entry =
                "{\"mediaType\":\"" + MediaType.OCI_MANIFEST + "\",\"digest\":\"" + D + "\",\"size\":9,\"platform\":";
        ImageIndex index = (ImageIndex) Manifest.parse(
                bytes("{\"schemaVersion\":2,\"manifests\":[" + entry
                        + "{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\",\"os.features\":[\"x\"]}},"
                        + entry + "{\"os\":\"Wasip1\",\"architecture\":\"wasm32\"},\"artifactType\":\"t\"}]}"),
                Optional.of("application/vnd.oci.image.index.v1+json; charset=utf-8"));

        assertThat(index.manifests())
                .extracting(d -> d.platform().orElseThrow().toString())
                .containsExactly("linux/arm64/v8", "Wasip1/wasm32");
        assertThat(index.manifests().get(1).platform().orElseThrow().normalized())
                .isEqualTo(Platform.WASIP1_WASM);
        assertThat(index.mediaType()).isEqualTo(MediaType.OCI_INDEX);
    }

    @Test
    void parse_noLayers_emptyList() throws Exception {
        assertThat(((ImageManifest) parse("{" + TYPE + ",\"config\":" + CONFIG + ",\"layers\":[]}")).layers())
                .isEmpty();
        assertThat(((ImageManifest) parse("{" + TYPE + ",\"config\":" + CONFIG + ",\"layers\":null}")).layers())
                .isEmpty();
    }

    static Stream<Arguments> corrupt() {
        String good = "\"config\":" + CONFIG + ",\"layers\":[" + LAYER + "]";
        return Stream.of(
                Arguments.of("no JSON", "nonsense", "is not valid JSON"),
                Arguments.of("empty", "", "is not a JSON object"),
                Arguments.of("array", "[]", "is not a JSON object"),
                Arguments.of("trailing document", "{" + TYPE + "," + good + "}{}", "is not valid JSON"),
                Arguments.of("duplicate field", "{" + TYPE + "," + good + ",\"layers\":[]}", "is not valid JSON"),
                Arguments.of(
                        "duplicate field deep", "{" + TYPE + "," + good + ",\"x\":{\"a\":1,\"a\":2}}", "is not valid"),
                Arguments.of(
                        "field in other case", "{" + TYPE + "," + good + ",\"Manifests\":[]}", "beside the known name"),
                Arguments.of("manifest and index", "{" + TYPE + "," + good + ",\"manifests\":[]}", "at once"),
                Arguments.of(
                        "index and config", "{" + TYPE + ",\"manifests\":[],\"config\":" + CONFIG + "}", "at once"),
                Arguments.of("neither", "{\"mediaType\":\"" + MediaType.OCI_INDEX + "\"}", "has the fields of neither"),
                Arguments.of("index named manifest", "{" + TYPE + ",\"manifests\":[]}", "has the fields of an index"),
                Arguments.of("no type at all", "{\"schemaVersion\":2," + good + "}", "nobody says what it is"),
                Arguments.of(
                        "foreign type", "{\"mediaType\":\"text/html\"," + good + "}", "not one of an image manifest"),
                Arguments.of("no config", "{" + TYPE + ",\"layers\":[]}", "has no config"),
                Arguments.of("bad digest", "{" + TYPE + "," + good.replace(D, "sha256:../x") + "}", "is invalid"),
                Arguments.of("negative size", "{" + TYPE + "," + good.replace(":2", ":-1") + "}", "negative"),
                Arguments.of("size in words", "{" + TYPE + "," + good.replace(":2", ":\"2\"") + "}", "no whole number"),
                Arguments.of(
                        "huge size", "{" + TYPE + "," + good.replace(":2", ":99999999999999999999") + "}", "no whole"),
                Arguments.of("false data", "{" + TYPE + "," + good.replace("e30=", "e3w=") + "}", "its data is not"),
                Arguments.of("data no base64", "{" + TYPE + "," + good.replace("e30=", "???") + "}", "config"),
                Arguments.of(
                        "layers no array", "{" + TYPE + ",\"config\":" + CONFIG + ",\"layers\":{}}", "not an array"),
                Arguments.of("layer no object", "{" + TYPE + ",\"config\":" + CONFIG + ",\"layers\":[1]}", "objects"),
                Arguments.of(
                        "annotation no text", "{" + TYPE + "," + good + ",\"annotations\":{\"a\":1}}", "of strings"),
                Arguments.of("deep", "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}", "is not valid JSON"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corrupt")
    void parse_corrupt_saysWhy(String name, String document, String reason) {
        assertThatThrownBy(() -> parse(document))
                .as(name)
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining(reason);
    }

    @Test
    void parse_invalidUtf8_corrupt() {
        byte[] document = bytes("{\"a\":\"x\"}");
        document[6] = (byte) 0xff;
        assertThatThrownBy(() -> Manifest.parse(document, Optional.empty()))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessage("manifest is not valid UTF-8");
    }

    @Test
    void parse_contentTypeDiffers_corrupt() {
        assertThatThrownBy(() -> Manifest.parse(
                        bytes("{" + TYPE + ",\"config\":" + CONFIG + ",\"layers\":[]}"),
                        Optional.of(MediaType.DOCKER_MANIFEST)))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessage(
                        "manifest says it is " + MediaType.OCI_MANIFEST + ", but came as " + MediaType.DOCKER_MANIFEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.docker.distribution.manifest.v1+json",
                "application/vnd.docker.distribution.manifest.v1+prettyjws",
                "application/vnd.oci.artifact.manifest.v1+json",
            })
    void parse_oldType_unsupported(String type) {
        assertThatThrownBy(() -> Manifest.parse(bytes("{}"), Optional.of(type)))
                .isInstanceOf(OciException.Unsupported.class);
        assertThatThrownBy(() -> parse("{\"mediaType\":\"" + type + "\"}"))
                .isInstanceOf(OciException.Unsupported.class);
    }

    @Test
    void parse_schema1WithoutType_unsupported() {
        assertThatThrownBy(() -> parse("{\"schemaVersion\":1,\"fsLayers\":[]}"))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessageContaining("push the image again");
    }

    @Test
    void parse_overTheCap_tooLarge() {
        assertThatThrownBy(() -> Manifest.parse(new byte[Manifest.MAX_BYTES + 1], Optional.empty()))
                .isInstanceOf(OciException.TooLarge.class);
    }

    @Test
    void rawBytes_changedByTheCaller_doNotChangeTheManifest() throws Exception {
        Manifest manifest = parse("{" + TYPE + ",\"config\":" + CONFIG + ",\"layers\":[]}");
        manifest.rawBytes()[0] = 'x';
        assertThat(manifest.digest().matches(manifest.rawBytes())).isTrue();
        assertThatThrownBy(() -> new FetchedManifest(Digest.parse(D), manifest))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
