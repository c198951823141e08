package dev.sedge.agent.cli;

import dev.sedge.oci.OciException;
import dev.sedge.oci.store.ContentStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --root}: where images are kept. */
final class StoreOption {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Where images are kept. Default: SEDGE_ROOT, else /var/lib/sedge for root and"
                    + " the XDG data directory for others.")
    @Nullable Path root;

    /** Opens the store, which is made if it is not there. */
    ContentStore open() throws OciException {
        return ContentStore.open(directory());
    }

    /** Where the store is, or would be. */
    Path directory() {
        if (root != null) {
            return root;
        }
        return StoreLocation.of(System.getenv(), System.getProperty("user.name"), System.getProperty("user.home"));
    }
}
