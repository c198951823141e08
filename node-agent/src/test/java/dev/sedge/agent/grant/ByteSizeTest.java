package dev.sedge.agent.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "65536,65536",
        "1k,1000",
        "64Ki,65536",
        "64Mi,67108864",
        "1G,1000000000",
        "2Gi,2147483648",
        "7B,7"
    })
    void parse_sizeWithUnit_isBytes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mi", "-1", "1.5Gi", "64 Mi", "64mb", "9223372036854775808", "999999999999999999Gi"})
    void parse_notASize_saysWhatIsExpected(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(GrantSyntaxException.class)
                .hasMessageContaining("'" + text + "' is not a size")
                .hasMessageContaining("64Mi");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0B",
        "1023,1023B",
        "1024,1.0KiB",
        "1919750,1.8MiB",
        "67108864,64.0MiB",
        "1048575,1024.0KiB",
        "1310720,1.3MiB"
    })
    void format_bytes_usesTheLargestUnit(long bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
    }
}
