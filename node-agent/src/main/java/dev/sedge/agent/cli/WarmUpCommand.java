package dev.sedge.agent.cli;

import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.config.ConfigFile;
import dev.sedge.agent.config.NodeConfig;
import dev.sedge.agent.serve.Agent;
import dev.sedge.agent.transport.grpc.VersionProbe;
import dev.sedge.oci.store.ContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** {@code sedge warm-up}: does what other commands do, in a directory of its own, so that the JVM can record their classes. */
final class WarmUpCommand implements SedgeCommand {
    static final CommandKind KIND = new CommandKind(
            Syntax.of("warm-up", "Load what another command needs; the launcher makes an archive of it.")
                    .parameters("KIND")
                    .footer("KIND is serve or run."),
            WarmUpCommand::new);

    private final Kind kind;

    private WarmUpCommand(Words words) {
        kind = Words.choice(words.parameters().get(0), Kind.class);
    }

    /** The commands that load the same classes. */
    enum Kind {
        SERVE,
        RUN
    }

    @Override
    public int run(Stdio stdio) throws Exception {
        Path directory = Files.createTempDirectory("sedge-warm-up-");
        try {
            if (kind == Kind.RUN) {
                return run(directory, stdio);
            }
            serve(directory);
            return 0;
        } finally {
            Trees.delete(directory);
        }
    }

    private static void serve(Path directory) throws Exception {
        Path socket = directory.resolve("s");
        NodeConfig config = ConfigFile.ifPresent(directory.resolve("none.yaml"))
                .read(Map.of("--root", directory.resolve("root").toString(), "--listen", socket.toString()));
        Agent agent = Agent.start(config, VersionCommand.version());
        try {
            VersionProbe.ask(socket);
        } finally {
            agent.close();
        }
    }

    // Once it is compiled, and once it comes from the cache.
    private static int run(Path directory, Stdio stdio) throws IOException {
        Path module = directory.resolve("example.wasm");
        try (InputStream in = WarmUpCommand.class.getResourceAsStream("/dev/sedge/agent/demo/wasi_example_main.wasm")) {
            Files.copy(Objects.requireNonNull(in), module);
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SEDGE_ROOT", directory.resolve("root").toString());
        Path root = StoreLocation.of(environment, "", "");
        try (ContentStore store = ContentStore.open(root)) {
            store.images();
        }
        String[] words = {"run", "--root", root.toString(), "--dir", directory + "::.", module.toString()};
        int status = new Cli(stdio).run(words);
        return status == 0 ? new Cli(stdio).run(words) : status;
    }
}
