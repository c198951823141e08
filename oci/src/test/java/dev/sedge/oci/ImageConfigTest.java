package dev.sedge.oci;

import static dev.sedge.oci.local.Documents.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageConfigTest {
    private static final String D = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    @Test
    void parse_everything() throws Exception {
        ImageConfig config = ImageConfig.parse(bytes("{\"os\":\"wasi\",\"architecture\":\"wasm\",\"config\":{"
                + "\"Entrypoint\":[\"/a.wasm\"],\"Cmd\":[\"x\",\"y\"],\"Env\":[\"A=1\"],\"WorkingDir\":\"/w\","
                + "\"User\":\"1000:1000\",\"Labels\":{\"k\":\"v\"},\"Other\":7},\"rootfs\":{\"type\":\"layers\","
                + "\"diff_ids\":[\"" + D + "\"]},\"history\":[]}"));

        assertThat(config.platform()).isEqualTo(Platform.WASI_WASM);
        assertThat(config.entrypoint()).containsExactly("/a.wasm");
        assertThat(config.cmd()).containsExactly("x", "y");
        assertThat(config.env()).containsExactly("A=1");
        assertThat(config.workingDir()).isEqualTo("/w");
        assertThat(config.user()).isEqualTo("1000:1000");
        assertThat(config.labels()).containsEntry("k", "v");
        assertThat(config.diffIds()).containsExactly(Digest.parse(D));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"config\":null,\"rootfs\":null,\"os\":null}",
                "{\"config\":{\"Cmd\":null,\"Env\":null,\"Labels\":null},\"rootfs\":{\"diff_ids\":null}}",
            })
    void parse_nothingInIt_everythingIsEmpty(String document) throws Exception {
        ImageConfig config = ImageConfig.parse(bytes(document));

        assertThat(config.cmd()).isEmpty();
        assertThat(config.os()).isEmpty();
        assertThat(config.diffIds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"config\":[]}",
                "{\"config\":{\"Cmd\":\"x\"}}",
                "{\"config\":{\"Env\":[1]}}",
                "{\"os\":1}",
                "{\"rootfs\":{\"diff_ids\":[\"x\"]}}",
                "{\"os\":\"a\",\"os\":\"b\"}",
                "{\"config\":{\"Cmd\":[null]}}"
            })
    void parse_wrongTypes_corrupt(String document) {
        assertThatThrownBy(() -> ImageConfig.parse(bytes(document))).isInstanceOf(OciException.Corrupt.class);
    }
}
