package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.image.Images;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.store.ContentStore;

/** {@code sedge pull}. */
final class PullCommand implements SedgeCommand {
    private static final Option QUIET = Option.flag("Show the name and digest alone.", "-q", "--quiet");

    static final CommandKind KIND = new CommandKind(
            Syntax.of("pull", "Pull a Wasm image from a registry into the store.")
                    .options(QUIET, VerboseOption.OPTION, StoreOption.OPTION)
                    .options(RegistryOptions.OPTIONS)
                    .parameters("IMAGE"),
            PullCommand::new);

    private final StoreOption store;
    private final RegistryOptions registry;
    private final boolean quiet;
    private final String image;

    private PullCommand(Words words) {
        store = new StoreOption(words);
        registry = new RegistryOptions(words);
        quiet = words.has(QUIET);
        image = words.parameters().get(0);
    }

    @Override
    public int run(Stdio stdio) throws Exception {
        ImageReference reference = ImageReference.parse(image);
        try (ContentStore content = store.open()) {
            PulledImage pulled = new Images(content, registry::source)
                    .pull(reference, PullProgress.of(reference.toString(), stdio, quiet));
            stdio.printOut().println(reference.name() + "@" + pulled.repoDigest());
        }
        return 0;
    }
}
