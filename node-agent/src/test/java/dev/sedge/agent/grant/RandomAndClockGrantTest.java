package dev.sedge.agent.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomAndClockGrantTest {

    @Test
    void random_threeWords_areRead() {
        assertThat(RandomGrant.parse("secure").isGranted()).isTrue();
        assertThat(RandomGrant.parse("none").isGranted()).isFalse();
        assertThat(RandomGrant.parse("seed:-7").seed()).hasValue(-7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Secure", "seed:", "seed:x", "seed:9223372036854775808", "seed"})
    void random_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> RandomGrant.parse(text)).isInstanceOf(GrantSyntaxException.class);
    }

    @Test
    void clock_threeWords_areRead() {
        assertThat(ClockGrant.parse("system").wall().isGranted()).isTrue();
        assertThat(ClockGrant.parse("none").monotonic().isGranted()).isFalse();
        assertThat(ClockGrant.parse("fixed:86400").wall().fixedAt()).hasValue(Instant.parse("1970-01-02T00:00:00Z"));
        ClockGrant fixed = ClockGrant.parse("fixed:2026-01-31T12:00:00Z");
        assertThat(fixed.wall().fixedAt()).hasValue(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(fixed.monotonic().isVirtual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "fixed:", "fixed:yesterday", "fixed:2026-13-01T00:00:00Z"})
    void clock_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> ClockGrant.parse(text)).isInstanceOf(GrantSyntaxException.class);
    }
}
