package dev.sedge.oci.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.ImageConfig;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunHintsTest {
    private static final byte[] LAYER = {1, 2, 3};

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing at all                    | linux/amd64 | /bin/app  |          |                |              |         | no",
                "no command                        | linux/amd64 |           |          |                |              |         | no",
                "built for wasi                    | wasi/wasm   | /app      |          |                |              |         | yes",
                "built for wasip1 in capitals      | Wasip1/wasm | /app      |          |                |              |         | yes",
                "own command .wasm                 | linux/amd64 | /x.wasm   |          |                |              |         | yes",
                "own command .wat                  | linux/amd64 | x.wat     |          |                |              |         | yes",
                "own command with function         | linux/amd64 | /x.wasm#f |          |                |              |         | yes",
                "own command .wasm later           | linux/amd64 | /sh x.wasm|          |                |              |         | no",
                "handler wasm                      | linux/amd64 | /bin/app  | wasm     |                |              |         | yes",
                "handler wasmedge                  | linux/amd64 | /bin/app  | wasmedge |                |              |         | yes",
                "handler wasmtime                  | linux/amd64 |           | wasmtime |                |              |         | yes",
                "handler crun                      | linux/amd64 | /bin/app  | crun     |                |              |         | yes",
                "handler runc                      | linux/amd64 | /bin/app  | runc     |                |              |         | no",
                "variant compat                    | linux/amd64 | /bin/app  |          |                | compat       |         | yes",
                "variant compat, no command        | linux/amd64 |           |          |                | compat       |         | yes",
                "variant smart, pod command unknown| linux/amd64 | /bin/app  |          |                | compat-smart |         | yes",
                "variant smart, native pod command | linux/amd64 | /bin/app  |          |                | compat-smart | /bin/sh | no",
                "variant smart, wasm pod command   | linux/amd64 | /bin/app  |          |                | compat-smart | /x.wasm | yes",
                "variant unknown                   | linux/amd64 | /bin/app  |          |                | native       |         | no",
                "annotation handler wasm           | linux/amd64 | /bin/app  |          | wasm           |              |         | yes",
                "annotation handler wasm-smart     | linux/amd64 | /bin/app  |          | wasm-smart     |              |         | yes",
                "annotation handler hides variant  | linux/amd64 | /bin/app  |          | krun           | compat       |         | no",
                "pod command .wasm                 | linux/amd64 | /bin/app  |          |                |              | /x.wasm | yes",
                "pod command native, own .wasm     | linux/amd64 | /x.wasm   |          |                |              | true    | yes",
            })
    void whyWasm_table(
            String name,
            String platform,
            String command,
            String runtimeHandler,
            String handler,
            String variant,
            String podCommand,
            String expected)
            throws OciException {
        Map<String, String> annotations = annotations(handler, variant);
        RunHints hints = new RunHints(text(runtimeHandler), annotations, words(podCommand));
        assertThat(hints.whyWasm(manifest(""), compat(platform, command, Map.of()))
                        .isPresent())
                .as(name)
                .isEqualTo(expected.equals("yes"));
    }

    @Test
    void whyWasm_imageIsMarked_byAnnotationOrLabel() throws OciException {
        WasmImage plain = compat("linux/amd64", "/bin/app", Map.of());
        WasmImage labelled = compat("linux/amd64", "/bin/app", Map.of(RunRules.VARIANT, "compat"));
        String annotation = ",\"annotations\":{\"" + RunRules.VARIANT + "\":\"compat-smart\"}";

        assertThat(RunHints.NOTHING.whyWasm(manifest(annotation), plain))
                .hasValueSatisfying(why -> assertThat(why).contains("marked"));
        assertThat(RunHints.NOTHING.whyWasm(manifest(""), labelled)).isPresent();
    }

    @Test
    void whyWasm_artifact_always() throws OciException {
        WasmImage raw = new WasmImage.RawModule(
                compat("linux/amd64", "", Map.of()).config(), Descriptor.of(MediaType.WASM, LAYER));
        assertThat(RunHints.NOTHING.whyWasm(manifest(""), raw)).isPresent();
    }

    @Test
    void requireWasm_ordinaryImage_saysWhatItIsAndTheWaysOut() throws OciException {
        WasmImage image = compat("linux/amd64", "nginx", Map.of());
        ImageReference reference = ImageReference.parse("nginx:1.27");
        ImageManifest manifest = manifest("");
        assertThatThrownBy(() -> RunHints.NOTHING.requireWasm(reference, manifest, image))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessage("image docker.io/library/nginx:1.27 is an ordinary image (linux/amd64) that runs \"nginx\","
                        + " and this node runs Wasm only; none of its layers was fetched. Keep the pod off this node with"
                        + " a node selector or affinity; or, if the image holds a Wasm module, say so: with"
                        + " runtimeClassName: wasm, with the annotation module.wasm.image/variant: compat, or with an"
                        + " entrypoint that ends in .wasm");
    }

    private static Map<String, String> annotations(String handler, String variant) {
        Map<String, String> annotations = new HashMap<>();
        if (!text(handler).isEmpty()) {
            annotations.put(RunRules.HANDLER, handler);
        }
        if (!text(variant).isEmpty()) {
            annotations.put(RunRules.VARIANT, variant);
        }
        return annotations;
    }

    private static String text(String cell) {
        return Optional.ofNullable(cell).orElse("");
    }

    private static List<String> words(String cell) {
        return text(cell).isEmpty() ? List.of() : List.of(cell.split(" ", -1));
    }

    private static WasmImage.Compat compat(String platform, String command, Map<String, String> labels)
            throws OciException {
        String[] parts = platform.split("/", -1);
        String cmd = words(command).stream().map(word -> '"' + word + '"').collect(Collectors.joining(","));
        String label = labels.entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\":\"" + entry.getValue() + '"')
                .collect(Collectors.joining(","));
        ImageConfig config = ImageConfig.parse(Manifests.utf8("{\"os\":\"" + parts[0] + "\",\"architecture\":\""
                + parts[1] + "\",\"config\":{\"Cmd\":[" + cmd + "],\"Labels\":{" + label + "}}}"));
        return new WasmImage.Compat(config, List.of(Descriptor.of(MediaType.OCI_LAYER_GZIP, LAYER)));
    }

    private static ImageManifest manifest(String more) throws OciException {
        String text = Manifests.imageText(
                Manifests.descriptor(MediaType.OCI_CONFIG, Manifests.utf8("{}"), ""),
                Manifests.descriptor(MediaType.OCI_LAYER_GZIP, LAYER, ""));
        String document = text.substring(0, text.lastIndexOf('}')) + more + "}";
        return (ImageManifest) Manifest.parse(Manifests.utf8(document), Optional.of(MediaType.OCI_MANIFEST));
    }
}
