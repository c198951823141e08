package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.grant.ByteSize;
import dev.sedge.oci.Digest;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.oci.store.StoredImage;
import dev.sedge.oci.store.StoredReference;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** {@code sedge images}. */
final class ImagesCommand implements SedgeCommand {
    private static final int SHORT_ID = 12;

    private static final Option QUIET = Option.flag("Show the full ids alone.", "-q", "--quiet");

    static final CommandKind KIND = new CommandKind(
            Syntax.of("images", "List the images in the store.")
                    .options(QUIET, VerboseOption.OPTION, StoreOption.OPTION),
            ImagesCommand::new);

    private final StoreOption store;
    private final boolean quiet;

    private ImagesCommand(Words words) {
        store = new StoreOption(words);
        quiet = words.has(QUIET);
    }

    @Override
    public int run(Stdio stdio) throws Exception {
        try (ContentStore content = store.open()) {
            print(content.images(), stdio.printOut());
        }
        return 0;
    }

    private void print(List<StoredImage> images, PrintStream out) {
        if (quiet) {
            images.forEach(image -> out.println(image.id()));
            return;
        }
        var table = new Table("IMAGE", "TAG", "ID", "SIZE", "PULLED");
        for (StoredImage image : images) {
            for (StoredReference reference : image.references()) {
                table.row(cells(image, reference));
            }
        }
        table.print(out);
    }

    private static String[] cells(StoredImage image, StoredReference reference) {
        ImageReference name = reference.name();
        List<String> cells = new ArrayList<>();
        cells.add(name.name());
        cells.add(name.tag().orElse("<none>"));
        cells.add(shortId(image.id()));
        cells.add(ByteSize.format(image.size()));
        cells.add(time(reference.pulledAt()));
        return cells.toArray(String[]::new);
    }

    static String shortId(Digest id) {
        return id.hex().substring(0, SHORT_ID);
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
