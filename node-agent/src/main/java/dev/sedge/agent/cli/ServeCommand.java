package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.config.ConfigFile;
import dev.sedge.agent.config.LogFormat;
import dev.sedge.agent.config.NodeConfig;
import dev.sedge.agent.log.Log;
import dev.sedge.agent.serve.Agent;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code sedge serve}. Its options are those below and each key of the configuration file. */
final class ServeCommand implements SedgeCommand {
    private static final Option PRINT_CONFIG =
            Option.flag("Print the configuration that would hold, with comments, and end.", "--print-config");

    static final CommandKind KIND = new CommandKind(
            Syntax.of("serve", "Be the container runtime of a kubelet on this node.")
                    .options(PRINT_CONFIG, ConfigOption.OPTION, VerboseOption.OPTION)
                    .options(keys())
                    .footer(
                            "Each key of the configuration file is an option too, and wins over the file. Ends on SIGTERM"
                                    + " with status 0."),
            ServeCommand::new);

    private final boolean printConfig;
    private final ConfigOption config;
    private final Map<String, String> given = new LinkedHashMap<>();

    private ServeCommand(Words words) {
        printConfig = words.has(PRINT_CONFIG);
        config = new ConfigOption(words);
        for (Option option : keys()) {
            words.value(option).ifPresent(value -> given.put(option.name(), value));
        }
    }

    /** The keys of the configuration as options. */
    private static List<Option> keys() {
        List<Option> options = new ArrayList<>();
        for (ConfigFile.Option key : ConfigFile.options()) {
            String fallback = key.fallback().isEmpty() ? "none" : key.fallback();
            options.add(Option.value(key.label(), key.description() + " Default: " + fallback + ".", key.name()));
        }
        return options;
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
}
