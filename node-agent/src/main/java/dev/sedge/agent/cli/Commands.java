package dev.sedge.agent.cli;

import dev.sedge.agent.args.HelpText;
import java.util.List;
import java.util.Optional;

/** The commands of {@code sedge} by their names. None is loaded but the one that is asked for. */
final class Commands {
    private static final int NAME_COLUMNS = 11;

    private static final List<String> NAMES =
            List.of("run", "pull", "push", "images", "rmi", "inspect", "compile", "serve", "doctor", "demo", "version");

    private Commands() {}

    static Optional<CommandKind> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "run" -> RunCommand.KIND;
                    case "pull" -> PullCommand.KIND;
                    case "push" -> PushCommand.KIND;
                    case "images" -> ImagesCommand.KIND;
                    case "rmi" -> RmiCommand.KIND;
                    case "inspect" -> InspectCommand.KIND;
                    case "compile" -> CompileCommand.KIND;
                    case "serve" -> ServeCommand.KIND;
                    case "doctor" -> DoctorCommand.KIND;
                    case "demo" -> DemoCommand.KIND;
                    case "version" -> VersionCommand.KIND;
                    case "warm-up" -> WarmUpCommand.KIND; // The launcher's own.
                    default -> null;
                });
    }

    /** The help text of {@code sedge} itself. */
    static String help() {
        HelpText text = new HelpText(NAME_COLUMNS);
        text.line("Usage: sedge COMMAND");
        text.paragraph("Runs Wasm container images on any JVM.");
        text.line("Commands:");
        for (String name : NAMES) {
            text.entry(name, named(name).orElseThrow().syntax().description());
        }
        text.entry("help", "Show the options of a command: 'sedge help run' or 'sedge run --help'.");
        return text.toString();
    }
}
