package dev.sedge.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeTest {
    @Test
    void parseAll_severalInOneHeaderAndInTwo_inOrder() {
        assertThat(Challenge.parseAll(List.of(
                        "Bearer realm=\"https://a/t\",service=s, scope=\"repository:a/b:pull,push\", Basic realm=\"x\\\"y\"",
                        "negotiate YWJj=, DIGEST Realm = \"z\" , qop=auth")))
                .containsExactly(
                        new Challenge(
                                "bearer",
                                Map.of("realm", "https://a/t", "service", "s", "scope", "repository:a/b:pull,push")),
                        new Challenge("basic", Map.of("realm", "x\"y")),
                        new Challenge("negotiate", Map.of()),
                        new Challenge("digest", Map.of("realm", "z", "qop", "auth")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic | basic",
                "basic,Bearer | basic,bearer",
                "Bearer realm=\"unclosed | bearer",
                "Bearer realm= | bearer",
                ",,,Bearer realm=x,, | bearer",
                "NTLM TlRM+/= | ntlm",
                "= = = | ''",
                "'' | ''",
            })
    void parseAll_oddHeaders_schemes(String header, String schemes) {
        assertThat(Challenge.parseAll(List.of(header)).stream().map(Challenge::scheme))
                .containsExactlyElementsOf(schemes.isEmpty() ? List.of() : List.of(schemes.split(",")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "120, 120",
        "99999999999999, 999999999",
        "'Thu, 1 Jan 1970 00:01:00 GMT', 60",
        "'Wed, 31 Dec 1969 00:00:00 GMT', 0",
    })
    void retryAfter_secondsOrDate(String text, long seconds) {
        assertThat(RetryAfter.parse(text, Instant.EPOCH)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"''", "-1", "soon", "1.5"})
    void retryAfter_nonsense_isNone(String text) {
        assertThat(RetryAfter.parse(text, Instant.EPOCH)).isEmpty();
    }
}
