package dev.sedge.agent.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"30s,30000", "500ms,500", "1m30s,90000", "2h,7200000", "5,5000"})
    void parse_duration_isItsLength(String text, long millis) {
        assertThat(Durations.parse(text).toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "-1s", "1.5s", "s", "1d", "1m 30s", "1234567890s"})
    void parse_notADuration_saysWhatIsExpected(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(GrantSyntaxException.class)
                .hasMessageStartingWith("'" + text + "' is not a duration");
    }
}
