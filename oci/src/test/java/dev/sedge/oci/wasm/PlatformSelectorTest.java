package dev.sedge.oci.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import dev.sedge.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlatformSelectorTest {
    private static final PlatformSelector SELECTOR = new PlatformSelector(List.of(
            Platform.WASIP1_WASM,
            Platform.WASI_WASM,
            Platform.of("linux", "arm64"),
            Platform.of("linux", PlatformSelector.ANY)));

    @ParameterizedTest
    @CsvSource({
        "linux/amd64 wasi/wasm wasip1/wasm, 2",
        "linux/amd64 wasi/wasm, 1",
        "Wasip1/wasm, 0",
        "wasi/wasm32 linux/arm64, 0",
        "linux/amd64 linux/arm64, 1",
        "linux/s390x linux/amd64, 0",
        "wasip1/wasm wasip1/wasm, 0",
        "unknown/unknown wasip2/wasm wasi/wasm, 2",
        "wasip2/wasm, -1",
        "windows/amd64, -1",
        "unknown/unknown, -1"
    })
    void choose_offeredPlatforms_takesTheBestFirst(String offered, int expected) throws OciException {
        List<String> descriptors = new ArrayList<>();
        for (String platform : offered.split(" ", -1)) {
            String[] parts = platform.split("/", -1);
            descriptors.add(Manifests.descriptor(
                    MediaType.OCI_MANIFEST,
                    Manifests.utf8(platform + descriptors.size()),
                    Manifests.platform(parts[0], parts[1])));
        }
        var index = Manifests.index(descriptors.toArray(String[]::new));
        Optional<Descriptor> chosen = SELECTOR.choose(index);
        assertThat(chosen.map(index.manifests()::indexOf).orElse(-1)).isEqualTo(expected);
    }

    @Test
    void choose_attestation_isPassedOver() throws OciException {
        var index = Manifests.index(Manifests.descriptor(
                MediaType.OCI_MANIFEST,
                Manifests.utf8("x"),
                ",\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}"
                        + Manifests.platform("wasi", "wasm")));
        assertThat(SELECTOR.choose(index)).isEmpty();
    }

    @Test
    void choose_singleWithoutPlatform_isTaken() throws OciException {
        String one = Manifests.descriptor(MediaType.OCI_MANIFEST, Manifests.utf8("x"), "");
        String two = Manifests.descriptor(MediaType.OCI_MANIFEST, Manifests.utf8("y"), "");
        assertThat(SELECTOR.choose(Manifests.index(one))).isPresent();
        assertThat(SELECTOR.choose(Manifests.index(one, two))).isEmpty();
    }

    @Test
    void noMatch_namesWhatIsOffered() throws OciException {
        var index = Manifests.index(Manifests.descriptor(
                MediaType.OCI_MANIFEST, Manifests.utf8("x"), Manifests.platform("wasip2", "wasm")));
        assertThat(SELECTOR.noMatch(index)).hasMessageContaining("it offers wasip2/wasm: it is a component image");
    }
}
