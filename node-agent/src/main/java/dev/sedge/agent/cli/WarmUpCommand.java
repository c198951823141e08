package dev.sedge.agent.cli;

import dev.sedge.agent.config.ConfigFile;
import dev.sedge.agent.config.NodeConfig;
import dev.sedge.agent.grant.ClockGrant;
import dev.sedge.agent.grant.DirectoryGrant;
import dev.sedge.agent.grant.RandomGrant;
import dev.sedge.agent.launch.Guest;
import dev.sedge.agent.launch.Launcher;
import dev.sedge.agent.serve.Agent;
import dev.sedge.agent.transport.grpc.VersionProbe;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.runtime.Engine;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sedge warm-up}: does what other commands do, in a directory of its own, so that the JVM can record their classes. */
@Command(
        name = "warm-up",
        hidden = true,
        description = "Load what another command needs; the launcher makes an archive of it.")
final class WarmUpCommand implements SedgeCommand {
    @Parameters(index = "0", paramLabel = "KIND", description = "serve or run.")
    Kind kind = Kind.RUN;

    /** The commands that load the same classes. */
    enum Kind {
        SERVE,
        RUN
    }

    @Override
    public int run(Stdio stdio) throws Exception {
        Path directory = Files.createTempDirectory("sedge-warm-up-");
        try {
            if (kind == Kind.SERVE) {
                serve(directory);
            } else {
                run(directory, stdio);
            }
        } finally {
            Trees.delete(directory);
        }
        return 0;
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

    private static void run(Path directory, Stdio stdio) throws Exception {
        Path module = directory.resolve("example.wasm");
        try (InputStream in = WarmUpCommand.class.getResourceAsStream("/dev/sedge/agent/demo/wasi_example_main.wasm")) {
            Files.copy(Objects.requireNonNull(in), module);
        }
        GrantOptions grants = new GrantOptions();
        grants.randomness = RandomGrant.parse("secure");
        grants.clock = ClockGrant.parse("system");
        grants.directories.add(new DirectoryGrant(directory, ".", false));
        try (ContentStore store = ContentStore.open(directory.resolve("root"));
                Engine engine = Engine.create(new CodeOption().engine(directory.resolve("root")));
                Guest guest = new Launcher(engine).ofFile(module.toString(), List.of(), grants.grants(stdio))) {
            store.images();
            new GuestRun(guest).toTheEnd();
        }
    }
}
