package dev.sedge.agent.cli;

import dev.sedge.agent.launch.Guest;
import dev.sedge.agent.launch.Launcher;
import dev.sedge.runtime.Engine;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Parameters(index = "0", paramLabel = "IMAGE|FILE", description = "What to run.")
    String target = "";

    @Parameters(index = "1..*", paramLabel = "ARG", description = "The guest's arguments.")
    List<String> args = new ArrayList<>();

    @Override
    public int run(Stdio stdio) throws Exception {
        try (Engine engine = Engine.create();
                Guest guest = guest(new Launcher(engine), stdio)) {
            return ExitCode.ofGuest(new GuestRun(guest).toTheEnd().code());
        }
    }

    private Guest guest(Launcher launcher, Stdio stdio) {
        return launcher.ofFile(target, args, grants.grants(stdio));
    }
}
