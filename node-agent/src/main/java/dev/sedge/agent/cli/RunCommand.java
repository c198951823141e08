package dev.sedge.agent.cli;

import dev.sedge.agent.image.Images;
import dev.sedge.agent.image.PullPolicy;
import dev.sedge.agent.launch.Guest;
import dev.sedge.agent.launch.ImageCommand;
import dev.sedge.agent.launch.Launcher;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.runtime.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sedge run}. */
@Command(
        name = "run",
        description = "Run a Wasm image or a .wasm file; all words after it are the guest's.",
        footer = {
            "",
            "A path that exists, or a word that begins with . or /, is a file; all else is an image.",
            "Exit status: the guest's; 124 at its deadline, 134 if it trapped, 125 if Sedge failed."
        })
final class RunCommand implements SedgeCommand {
    @Mixin
    final GrantOptions grants = new GrantOptions();

    @Mixin
    final VerboseOption verbose = new VerboseOption();

    @Mixin
    final StoreOption store = new StoreOption();

    @Mixin
    final CodeOption code = new CodeOption();

    @Mixin
    final RegistryOptions registry = new RegistryOptions();

    @Option(
            names = "--pull",
            paramLabel = "WHEN",
            defaultValue = "missing",
            description = "When to pull the image: always, missing or never. Default: missing.")
    PullPolicy pull = PullPolicy.MISSING;

    @Option(
            names = "--entrypoint",
            paramLabel = "MODULE",
            description = "The module in the image to run, instead of the image's entrypoint.")
    @Nullable String entrypoint;

    @Parameters(index = "0", paramLabel = "IMAGE|FILE", description = "What to run.")
    String target = "";

    @Parameters(index = "1..*", paramLabel = "ARG", description = "The guest's arguments.")
    List<String> args = new ArrayList<>();

    @Override
    public int run(Stdio stdio) throws Exception {
        try (Engine engine = Engine.create(code.engine(store.directory()))) {
            var launcher = new Launcher(engine);
            return Target.isFile(target) ? runFile(launcher, stdio) : runImage(launcher, stdio);
        }
    }

    private int runFile(Launcher launcher, Stdio stdio) throws InterruptedException {
        try (Guest guest = launcher.ofFile(target, args, grants.grants(stdio))) {
            return toTheEnd(guest);
        }
    }

    private int runImage(Launcher launcher, Stdio stdio) throws IOException, InterruptedException {
        try (ContentStore content = store.open()) {
            PulledImage image =
                    new Images(content, registry::source).get(target, pull, PullProgress.of(target, stdio, false));
            var command = new ImageCommand(Optional.ofNullable(entrypoint), args);
            try (Guest guest = launcher.ofImage(image, command, grants.grants(stdio))) {
                return toTheEnd(guest);
            }
        }
    }

    private static int toTheEnd(Guest guest) throws InterruptedException {
        return ExitCode.ofGuest(new GuestRun(guest).toTheEnd().code());
    }
}
