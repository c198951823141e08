package dev.sedge.oci.layer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Any bytes as a layer: they unpack or are refused, and nothing else happens. */
final class TarFuzzTest {
    private static final UnpackLimits SMALL = new UnpackLimits(200, 20, 200, 1 << 20, 50);

    @FuzzTest
    void apply_anyBytes_unpackOrAreRefused(byte[] layer) throws IOException {
        Path root = Files.createTempDirectory("sedge-fuzz");
        try {
            RootfsUnpacker unpacker = new RootfsUnpacker(root, SMALL);
            unpacker.apply(new ByteArrayInputStream(layer), Tar.layer(layer), Optional.empty());
            unpacker.finish();
        } catch (OciException e) {
            if (e instanceof OciException.LocalFailure) {
                throw new AssertionError("a hostile layer must be refused before the file system does it", e);
            }
        } finally {
            LocalFiles.deleteTree(root);
        }
    }
}
