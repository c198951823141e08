package dev.sedge.agent.cli;

import dev.sedge.agent.config.CodeLocation;
import dev.sedge.agent.grant.ByteSize;
import dev.sedge.agent.grant.ClockGrant;
import dev.sedge.agent.grant.DirectoryGrant;
import dev.sedge.agent.grant.Durations;
import dev.sedge.agent.grant.EnvironmentVariable;
import dev.sedge.agent.grant.GrantSyntaxException;
import dev.sedge.agent.grant.ListenGrant;
import dev.sedge.agent.grant.RandomGrant;
import dev.sedge.wasi.Randomness;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

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
        CommandLine line = commandLine();
        try {
            ParseResult parsed = line.parseArgs(args);
            Integer helped = CommandLine.executeHelpRequest(parsed);
            return helped != null ? helped : execute(parsed, line);
        } catch (ParameterException e) {
            return refuse(e);
        }
    }

    private CommandLine commandLine() {
        var line = new CommandLine(new Sedge());
        line.setOut(writer(stdio.printOut()));
        line.setErr(writer(stdio.printErr()));
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(DirectoryGrant.class, DirectoryGrant::parseDir);
        line.registerConverter(EnvironmentVariable.class, EnvironmentVariable::parse);
        line.registerConverter(Randomness.class, RandomGrant::parse);
        line.registerConverter(ClockGrant.class, ClockGrant::parse);
        line.registerConverter(ListenGrant.class, ListenGrant::parse);
        line.registerConverter(Duration.class, Durations::parse);
        line.registerConverter(CodeLocation.class, CodeOption::parse);
        line.registerConverter(Long.class, ByteSize::parse);
        // All after the image or file belongs to the guest, options included.
        for (CommandLine command : line.getSubcommands().values()) {
            Object object = command.getCommand();
            command.setStopAtPositional(object instanceof RunCommand);
            if (object instanceof ServeCommand serve) {
                serve.addOptions(command.getCommandSpec());
            }
        }
        return line;
    }

    private int execute(ParseResult parsed, CommandLine line) {
        if (!parsed.hasSubcommand()) {
            line.usage(line.getErr());
            return ExitCode.FAILURE;
        }
        Object command = parsed.subcommand().commandSpec().userObject();
        boolean verbose = parsed.subcommand().hasMatchedOption(VerboseOption.NAME);
        return new Failures(stdio.printErr(), verbose).guard(() -> ((SedgeCommand) command).run(stdio));
    }

    private int refuse(ParameterException e) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        // Wrapped by picocli, whose own words around it say less to a person.
        Throwable problem = e.getCause() instanceof GrantSyntaxException grant ? grant : e;
        line.getErr().println("sedge: " + problem.getMessage() + "; try '" + name + " --help'");
        return ExitCode.FAILURE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    @Command(
            name = "sedge",
            description = "Runs Wasm container images on any JVM.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            scope = CommandLine.ScopeType.INHERIT,
            synopsisSubcommandLabel = "COMMAND",
            subcommands = {
                RunCommand.class,
                PullCommand.class,
                PushCommand.class,
                ImagesCommand.class,
                RmiCommand.class,
                InspectCommand.class,
                CompileCommand.class,
                ServeCommand.class,
                DoctorCommand.class,
                DemoCommand.class,
                VersionCommand.class,
                WarmUpCommand.class,
                CommandLine.HelpCommand.class
            })
    private static final class Sedge {}

    private static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {VersionCommand.text()};
        }
    }
}
