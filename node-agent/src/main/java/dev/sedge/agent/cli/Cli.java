package dev.sedge.agent.cli;

import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The command line: reads the arguments, runs the command they name, and turns what goes wrong into one clear line. */
public final class Cli {
    private final Stdio stdio;

    /** A command line on the given streams. */
    public Cli(Stdio stdio) {
        this.stdio = stdio;
    }

    /**
     * Runs {@code sedge} with these arguments.
     *
     * @return the exit status for the process; no exception leaves this method
     */
    public int run(String... args) {
        if (args.length == 0) {
            stdio.printErr().print(Commands.help());
            return ExitCode.FAILURE;
        }
        List<String> rest = Arrays.asList(args).subList(1, args.length);
        return switch (args[0]) {
            case "-h", "--help", "help" -> help(rest);
            case "-V", "--version" -> show(VersionCommand.text().concat("\n"));
            default -> {
                Optional<CommandKind> kind = Commands.named(args[0]);
                yield kind.isPresent() ? run(kind.get(), rest) : refuse("no command '" + args[0] + "'", "sedge");
            }
        };
    }

    private int run(CommandKind kind, List<String> args) {
        Syntax syntax = kind.syntax();
        Words words;
        SedgeCommand command;
        try {
            words = syntax.read(args);
            if (words.asksForHelp()) {
                return show(syntax.help());
            }
            command = kind.maker().apply(words);
        } catch (IllegalArgumentException e) {
            return refuse(String.valueOf(e.getMessage()), "sedge ".concat(syntax.name()));
        }
        boolean verbose = words.has(VerboseOption.OPTION);
        return new Failures(stdio.printErr(), verbose).guard(() -> command.run(stdio));
    }

    private int help(List<String> args) {
        if (args.isEmpty()) {
            return show(Commands.help());
        }
        Optional<CommandKind> kind = Commands.named(args.get(0));
        return kind.isPresent()
                ? show(kind.get().syntax().help())
                : refuse("no command '" + args.get(0) + "'", "sedge");
    }

    private int show(String text) {
        stdio.printOut().print(text);
        return 0;
    }

    private int refuse(String problem, String command) {
        stdio.printErr().println("sedge: " + problem + "; try '" + command + " --help'");
        return ExitCode.FAILURE;
    }
}
