package dev.sedge.agent.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8080", "127.0.0.1:0", "10.0.0.255:65535", "[fe80:0:0:0:0:0:0:1]:80"})
    void parseWithPort_written_isReadBack(String text) {
        assertThat(IpAddress.format(IpAddress.parseWithPort(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "1",
                "1.2.3",
                "01.2.3.4",
                "256.0.0.1",
                "1.2.3.4 ",
                ":",
                ":::",
                "12345::",
                "fe80::1%eth0",
                "example.com",
                "::g",
                "[::1]",
                "٣.0.0.1"
            })
    void parse_whatIsNoAddress_isRefusedWithoutALookup(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text))
                .isInstanceOf(GrantSyntaxException.class)
                .hasMessageContaining("is no IP address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.2.3.4", "1.2.3.4:", ":80", "::1:80", "[]:80", "1.2.3.4:65536", "1.2.3.4:-1", "[::1]"})
    void parseWithPort_otherForms_areRefused(String text) {
        assertThatThrownBy(() -> IpAddress.parseWithPort(text)).isInstanceOf(GrantSyntaxException.class);
    }
}
