package dev.sedge.agent.cli;

import dev.sedge.agent.image.Images;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.store.ContentStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sedge pull}. */
@Command(name = "pull", description = "Pull a Wasm image from a registry into the store.")
final class PullCommand implements SedgeCommand {
    @Mixin
    final StoreOption store = new StoreOption();

    @Mixin
    final RegistryOptions registry = new RegistryOptions();

    @Mixin
    final VerboseOption verbose = new VerboseOption();

    @Option(
            names = {"-q", "--quiet"},
            description = "Show the name and digest alone.")
    boolean quiet;

    @Parameters(index = "0", paramLabel = "IMAGE", description = "What to pull.")
    String image = "";

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
