package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.image.Images;
import dev.sedge.agent.image.PullPolicy;
import dev.sedge.agent.launch.Guest;
import dev.sedge.agent.launch.ImageCommand;
import dev.sedge.agent.launch.Launcher;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.runtime.Engine;
import dev.sedge.runtime.EngineConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code sedge run}. */
final class RunCommand implements SedgeCommand {
    private static final Option PULL =
            Option.value("WHEN", "When to pull the image: always, missing or never. Default: missing.", "--pull");
    private static final Option ENTRYPOINT = Option.value(
            "MODULE", "The module in the image to run, instead of the image's entrypoint.", "--entrypoint");

    static final CommandKind KIND = new CommandKind(
            Syntax.of("run", "Run a Wasm image or a .wasm file; all words after it are the guest's.")
                    .options(GrantOptions.OPTIONS)
                    .options(PULL, ENTRYPOINT, VerboseOption.OPTION, StoreOption.OPTION)
                    .options(CodeOption.OPTIONS)
                    .options(RegistryOptions.OPTIONS)
                    .parameters("IMAGE|FILE")
                    .thenAnything()
                    .footer("A path that exists, or a word that begins with . or /, is a file; all else is an image.\n"
                            + "Exit status: the guest's; 124 at its deadline or without fuel, 134 if it trapped, 125 if"
                            + " Sedge failed."),
            RunCommand::new);

    private final GrantOptions grants;
    private final StoreOption store;
    private final CodeOption code;
    private final RegistryOptions registry;
    private final PullPolicy pull;
    private final Optional<String> entrypoint;
    private final String target;
    private final List<String> args;

    private RunCommand(Words words) {
        grants = new GrantOptions(words);
        store = new StoreOption(words);
        code = new CodeOption(words);
        registry = new RegistryOptions(words);
        pull = words.choice(PULL, PullPolicy.MISSING);
        entrypoint = words.value(ENTRYPOINT);
        target = words.parameters().get(0);
        args = words.parameters().subList(1, words.parameters().size());
    }

    @Override
    public int run(Stdio stdio) throws Exception {
        HeadStart.begin();
        EngineConfig config = code.engine(store.directory()).withFuelMeter(grants.needsFuelMeter());
        try (Engine engine = Engine.create(config)) {
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
            var command = new ImageCommand(entrypoint, args);
            try (Guest guest = launcher.ofImage(image, command, grants.grants(stdio))) {
                return toTheEnd(guest);
            }
        }
    }

    private static int toTheEnd(Guest guest) throws InterruptedException {
        return ExitCode.ofGuest(new GuestRun(guest).toTheEnd().code());
    }
}
