package dev.sedge.agent.cli;

import dev.sedge.agent.config.ConfigFile;
import dev.sedge.agent.config.LogFormat;
import dev.sedge.agent.config.NodeConfig;
import dev.sedge.agent.log.Log;
import dev.sedge.agent.serve.Agent;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code sedge serve}. Its options are those below and each key of the configuration file. */
@Command(
        name = "serve",
        description = "Be the container runtime of a kubelet on this node.",
        footer = {
            "",
            "Each key of the configuration file is an option too, and wins over the file. Ends on SIGTERM with status 0."
        })
final class ServeCommand implements SedgeCommand {
    @Option(names = "--print-config", description = "Print the configuration that would hold, with comments, and end.")
    boolean printConfig;

    @Mixin
    final ConfigOption config = new ConfigOption();

    @Mixin
    final VerboseOption verbose = new VerboseOption();

    private final Map<String, String> given = new LinkedHashMap<>();

    /** Adds the keys of the configuration to the options of the command. */
    void addOptions(CommandSpec spec) {
        for (ConfigFile.Option option : ConfigFile.options()) {
            String fallback = option.fallback().isEmpty() ? "none" : option.fallback();
            spec.addOption(OptionSpec.builder(option.name())
                    .paramLabel(option.label())
                    .description(option.description().replace("%", "%%") + " Default: " + fallback + ".")
                    .type(String.class)
                    .setter(new OneValue(option.name()))
                    .build());
        }
    }

    @Override
    public int run(Stdio stdio) throws Exception {
        NodeConfig node = config.file().read(given);
        if (printConfig) {
            PrintStream out = stdio.printOut();
            out.print(node.toYaml());
            out.flush();
            return 0;
        }
        log(node, stdio).install();
        Agent agent = Agent.start(node, VersionCommand.version());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent), "sedge-end"));
        agent.awaitEnd();
        return 0;
    }

    private static Log log(NodeConfig node, Stdio stdio) {
        Log.Form form = node.logFormat() == LogFormat.JSON ? Log.Form.JSON : Log.Form.TEXT;
        return new Log(form, node.logLevel().level(), stdio.err(), InstantSource.system());
    }

    // A JVM that is told to end has the status of the signal; for an agent that ended in order that is none.
    private static void end(Agent agent) {
        agent.close();
        Runtime.getRuntime().halt(0);
    }

    private final class OneValue implements ISetter {
        private final String name;

        OneValue(String name) {
            this.name = name;
        }

        @Override
        public <T> @Nullable T set(T value) {
            // Picocli sets all options to nothing before it reads the arguments.
            if (value != null) {
                given.put(name, String.valueOf(value));
            } else {
                given.remove(name);
            }
            return null;
        }
    }
}
