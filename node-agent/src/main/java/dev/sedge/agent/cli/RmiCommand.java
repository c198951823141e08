package dev.sedge.agent.cli;

import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.grant.ByteSize;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.Removal;
import java.util.ArrayList;
import java.util.List;

/** {@code sedge rmi}. */
final class RmiCommand implements SedgeCommand {
    static final CommandKind KIND = new CommandKind(
            Syntax.of("rmi", "Remove images from the store, and all that no other image uses.")
                    .options(VerboseOption.OPTION, StoreOption.OPTION)
                    .parameters("IMAGE")
                    .orMore()
                    .footer("IMAGE is a name, a digest, or the beginning of an id."),
            RmiCommand::new);

    private final StoreOption store;
    private final List<String> images;

    private RmiCommand(Words words) {
        store = new StoreOption(words);
        images = words.parameters();
    }

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
