package dev.sedge.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

class ImageReferenceFuzzTest {
    @FuzzTest
    void parse_anyText_isARefusalOrRoundTrips(byte[] input) throws OciException {
        String text = new String(input, StandardCharsets.UTF_8);
        Optional<ImageReference> parsed = Optional.empty();
        try {
            parsed = Optional.of(ImageReference.parse(text));
        } catch (OciException.InvalidReference e) {
            assertThat(e.getMessage()).doesNotContain("\n");
        }
        if (parsed.isPresent()) {
            assertThat(ImageReference.parse(parsed.get().toString())).isEqualTo(parsed.get());
            assertThat(ImageReference.parse(parsed.get().familiar())).isEqualTo(parsed.get());
        }
    }
}
