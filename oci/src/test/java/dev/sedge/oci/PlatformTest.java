package dev.sedge.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "wasi/wasm, wasi/wasm, true",
        "Wasip1/wasm32, wasip1/wasm, true",
        "linux/arm64/v8, linux/arm64, false",
        "WASI/WASM, wasi/wasm, true",
    })
    void normalized_table(String text, String normalized, boolean wasm) throws Exception {
        Platform platform = Platform.parse(text);

        assertThat(platform).hasToString(text);
        assertThat(platform.normalized()).hasToString(normalized);
        assertThat(platform.isWasm()).isEqualTo(wasm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wasm", "/", "a/", "a/b/c/d", "a b/c"})
    void parse_noPlatform_isRefused(String text) {
        assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(OciException.InvalidReference.class);
    }
}
