package dev.sedge.agent.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortSetTest {

    @Test
    void parse_portsAndRanges_containTheirEndsAndNoMore() {
        PortSet ports = PortSet.parse(List.of("80", "100-102"));

        assertThat(List.of(79, 80, 81, 99, 100, 102, 103).stream().filter(ports::contains))
                .containsExactly(80, 100, 102);
        assertThat(ports.format()).containsExactly("80", "100-102");
        assertThat(PortSet.EMPTY).hasToString("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "2-1", "-1", "1-", "http", "1 - 2", "99999999999"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> PortSet.parse(List.of(text))).isInstanceOf(GrantSyntaxException.class);
    }
}
