package dev.sedge.oci.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.internal.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code index.json} of the OCI layout, derived from the references so that other tools can read the store. This
 * module never reads it.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">OCI image layout</a>
 */
final class IndexFile {
    private IndexFile() {}

    /** Writes the file if it is not up to date. The caller holds its lock. */
    static void write(Path file, List<StoredReference> references, Disk disk) throws IOException {
        ObjectNode index = Json.object().put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX);
        ArrayNode manifests = index.putArray("manifests");
        for (StoredReference reference : references) {
            ObjectNode manifest = manifests
                    .addObject()
                    .put("mediaType", reference.manifest().mediaType())
                    .put("digest", reference.id().toString())
                    .put("size", reference.manifest().size());
            manifest.putObject("annotations")
                    .put("org.opencontainers.image.ref.name", reference.name().toString());
        }
        byte[] content = Json.bytes(index);
        if (!RefStore.isContent(file, content)) {
            disk.replace(file, file.resolveSibling(ContentStore.TEMPORARY + file.getFileName()), content);
        }
    }
}
