package dev.sedge.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

class ManifestFuzzTest {
    @FuzzTest
    void parse_anyBytes_isARefusalOrKeepsThem(byte[] input) {
        for (String type : MediaType.MANIFESTS) {
            try {
                Manifest manifest = Manifest.parse(input, Optional.of(type));
                assertThat(manifest.rawBytes()).isEqualTo(input);
                assertThat(manifest.mediaType()).isEqualTo(type);
            } catch (OciException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
        try {
            assertThat(ImageConfig.parse(input)).isNotNull();
        } catch (OciException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }
}
