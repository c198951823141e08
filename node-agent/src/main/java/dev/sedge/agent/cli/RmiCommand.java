package dev.sedge.agent.cli;

import dev.sedge.agent.grant.ByteSize;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.Removal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sedge rmi}. */
@Command(name = "rmi", description = "Remove images from the store, and all that no other image uses.")
final class RmiCommand implements SedgeCommand {
    @Mixin
    final StoreOption store = new StoreOption();

    @Mixin
    final VerboseOption verbose = new VerboseOption();

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "A name, a digest, or the beginning of an id.")
    List<String> images = new ArrayList<>();

    @Override
    public int run(Stdio stdio) throws Exception {
        List<String> missing = new ArrayList<>();
        try (ContentStore content = store.open()) {
            for (String image : images) {
                Removal removal = content.remove(image);
                if (removal.references().isEmpty()) {
                    missing.add(image);
                }
                removal.references().forEach(name -> stdio.printOut().println("removed " + name));
                if (removal.blobs() > 0) {
                    stdio.printOut()
                            .println("freed " + ByteSize.format(removal.bytes()) + " in " + removal.blobs() + " blobs");
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new CommandException(
                    "no image " + String.join(", ", missing) + " is in the store; see 'sedge images'");
        }
        return 0;
    }
}
