package dev.sedge.agent.cli;

import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.demo.Demo;
import dev.sedge.agent.demo.Steps;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code sedge demo}. */
final class DemoCommand implements SedgeCommand {
    static final CommandKind KIND = new CommandKind(
            Syntax.of(
                            "demo",
                            "Show all of it: publish the bundled example to a registry in this process, pull it by"
                                    + " digest, run it. Needs no network and leaves nothing behind.")
                    .options(VerboseOption.OPTION),
            words -> new DemoCommand());

    @Override
    public int run(Stdio stdio) throws Exception {
        Path store = Files.createTempDirectory("sedge-demo-");
        try {
            var streams = dev.sedge.wasi.Stdio.none().withOutput(stdio.out()).withError(stdio.err());
            return ExitCode.ofGuest(new Demo(new Steps(stdio.printOut(), System::nanoTime), streams, store).run());
        } finally {
            Trees.delete(store);
        }
    }
}
