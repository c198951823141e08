package dev.sedge.agent.cli;

import dev.sedge.agent.demo.Demo;
import dev.sedge.agent.demo.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sedge demo}. */
@Command(
        name = "demo",
        description =
                "Show all of it: publish the bundled example to a registry in this process, pull it by digest, run it."
                        + " Needs no network and leaves nothing behind.")
final class DemoCommand implements SedgeCommand {
    @Mixin
    final VerboseOption verbose = new VerboseOption();

    @Override
    public int run(Stdio stdio) throws Exception {
        Path store = Files.createTempDirectory("sedge-demo-");
        try {
            var streams = dev.sedge.wasi.Stdio.none().withOutput(stdio.out()).withError(stdio.err());
            return ExitCode.ofGuest(new Demo(new Steps(stdio.printOut(), System::nanoTime), streams, store).run());
        } finally {
            delete(store);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
