package dev.sedge.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

class ChallengeFuzzTest {
    @FuzzTest
    void parse_anyHeader_neverThrows(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        assertThat(Challenge.parseAll(List.of(header, header)))
                .allSatisfy(challenge -> assertThat(challenge.scheme()).isNotEmpty());
        assertThat(RetryAfter.parse(header, Instant.EPOCH).filter(wait -> wait.isNegative()))
                .isEmpty();
    }
}
