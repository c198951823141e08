package dev.sedge.oci.pull;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.LocalFiles;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.wasm.ModuleKind;
import java.io.IOException;
import java.io.InputStream;

/** Checks layers that are modules, byte for byte. */
final class RawModules {
    private RawModules() {}

    static void requireModule(ContentStore store, Descriptor layer) throws OciException {
        try (InputStream in = store.openBlob(layer)) {
            requireModule(in.readNBytes(ModuleKind.PREFIX), layer);
        } catch (IOException e) {
            throw LocalFiles.failure("read blob " + layer.digest(), e);
        }
    }

    static void requireModule(byte[] beginning, Descriptor layer) throws OciException {
        ModuleKind.requireCoreModule(beginning, "layer " + layer.digest());
    }
}
