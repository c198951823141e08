package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Words;
import dev.sedge.oci.OciException;
import dev.sedge.oci.store.ContentStore;
import java.nio.file.Path;

/** The option {@code --root}: where images are kept. */
final class StoreOption {
    static final Option OPTION = Option.value(
            "DIR",
            "Where images are kept. Default: SEDGE_ROOT, else /var/lib/sedge for root and the XDG data directory for"
                    + " others.",
            "--root");

    private final Path root;

    StoreOption(Words words) {
        root = words.has(OPTION)
                ? Path.of(words.value(OPTION, ""))
                : StoreLocation.of(System.getenv(), System.getProperty("user.name"), System.getProperty("user.home"));
    }

    /** Opens the store, which is made if it is not there. */
    ContentStore open() throws OciException {
        return ContentStore.open(root);
    }

    /** Where the store is, or would be. */
    Path directory() {
        return root;
    }
}
