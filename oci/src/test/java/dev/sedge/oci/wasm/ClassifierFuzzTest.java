package dev.sedge.oci.wasm;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sedge.oci.ImageIndex;
import dev.sedge.oci.ImageManifest;
import dev.sedge.oci.Manifest;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import java.util.List;
import java.util.Optional;

/** Any documents: they are classified or refused with an error of the family. */
final class ClassifierFuzzTest {
    private static final PlatformSelector SELECTOR = new PlatformSelector(PlatformSelector.defaults());

    @FuzzTest
    void classify_anyDocuments_isAnImageOrAnError(FuzzedDataProvider data) {
        byte[] config = data.consumeBytes(2000);
        String type = data.pickValue(List.of(MediaType.OCI_MANIFEST, MediaType.OCI_INDEX, MediaType.DOCKER_MANIFEST));
        try {
            Manifest manifest = Manifest.parse(data.consumeRemainingAsBytes(), Optional.of(type));
            if (manifest instanceof ImageIndex index) {
                SELECTOR.choose(index);
                SELECTOR.nested(index);
                SELECTOR.noMatch(index);
            } else if (manifest instanceof ImageManifest image) {
                WasmImageClassifier.classify(image, Optional.of(config));
            }
        } catch (OciException e) {
            return;
        }
    }
}
