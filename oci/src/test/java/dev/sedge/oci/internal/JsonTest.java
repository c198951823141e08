package dev.sedge.oci.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.OciException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[1,-2147483649,9223372036854775808,1.5,-0.25,1.0E300],\"b\":{\"c\":[],\"d\":{}}}",
                "{\"text\":\"\\\"\\\\\\n\\u0001 ü €\",\"yes\":true,\"no\":false,\"nothing\":null}",
                "{\"\":\"an empty name\"}"
            })
    void bytes_ofWhatWasRead_areTheSame(String text) throws OciException {
        var node = Json.parseObject(text.getBytes(StandardCharsets.UTF_8), "the test");

        assertThat(Json.bytes(node)).asString(StandardCharsets.UTF_8).isEqualTo(text);
        assertThat(node).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "[]",
                "null",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":[1}",
                "{} {}",
                "{}]",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}"
            })
    void parseObject_whatIsNotOneObject_isRefused(String text) {
        assertThatThrownBy(() -> Json.parseObject(text.getBytes(StandardCharsets.UTF_8), "the test"))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageStartingWith("the test is not ");
    }

    @Test
    void parseObject_thatIsNestedTooDeeply_isRefused() {
        String text = "{\"a\":" + "[".repeat(100_000);

        assertThatThrownBy(() -> Json.parseObject(text.getBytes(StandardCharsets.UTF_8), "the test"))
                .isInstanceOf(OciException.Corrupt.class);
    }
}
