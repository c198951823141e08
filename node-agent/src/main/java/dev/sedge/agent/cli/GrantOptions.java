package dev.sedge.agent.cli;

import dev.sedge.agent.grant.ClockGrant;
import dev.sedge.agent.grant.DirectoryGrant;
import dev.sedge.agent.grant.EnvironmentVariable;
import dev.sedge.agent.grant.ListenGrant;
import dev.sedge.agent.launch.Grants;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.wasi.CallListener;
import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.Stdio.Stream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options by which a person grants a guest something; {@link Cli} knows how each type is written. */
final class GrantOptions {
    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE",
            description = "A variable for the guest, which sees none of the host's.")
    List<EnvironmentVariable> environment = new ArrayList<>();

    @Option(
            names = "--random",
            paramLabel = "KIND",
            defaultValue = "secure",
            description = "Random bytes: secure, none, or seed:N for the same in each run. Default: secure.")
    Randomness randomness = Randomness.none();

    @Option(
            names = "--clock",
            paramLabel = "KIND",
            defaultValue = "system",
            description = "Clocks: system, none, or fixed:T, such as fixed:2026-01-31T12:00:00Z, which only sleeping"
                    + " moves on. Default: system.")
    ClockGrant clock = ClockGrant.parse("none");

    @Option(names = "--memory", paramLabel = "SIZE", description = "The most memory the guest may have, such as 64Mi.")
    @Nullable Long memory;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "When to end the guest, such as 30s; the exit status is then 124. Default: never.")
    @Nullable Duration timeout;

    @Option(names = "--trace", description = "Show each system call of the guest on standard error.")
    boolean trace;

    @Option(
            names = "--dir",
            paramLabel = "HOST::GUEST[:ro]",
            description = "A directory of the host, and the name the guest knows it by.")
    List<DirectoryGrant> directories = new ArrayList<>();

    @Option(
            names = {"-v", "--volume"},
            paramLabel = "HOST:GUEST[:ro]",
            converter = VolumeConverter.class,
            description = "The same as docker writes it; these come after those of --dir.")
    List<DirectoryGrant> volumes = new ArrayList<>();

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            description =
                    "A TCP address of the host on which the guest may listen, such as 127.0.0.1:8080; the guest finds"
                            + " the socket open, after its directories. Default: no network.")
    List<ListenGrant> listeners = new ArrayList<>();

    /** All that was granted, with these streams. */
    Grants grants(Stdio stdio) {
        List<DirectoryGrant> all = new ArrayList<>(directories);
        all.addAll(volumes);
        return new Grants(
                all, environment, streams(stdio), randomness, clock, listeners, limits(), listener(stdio.printErr()));
    }

    private ResourceLimits limits() {
        ResourceLimits limits = ResourceLimits.defaults();
        if (memory != null) {
            limits = limits.withMemoryBytes(memory);
        }
        return timeout == null ? limits : limits.withDeadline(timeout);
    }

    private Optional<CallListener> listener(PrintStream err) {
        return trace ? Optional.of(err::println) : Optional.empty();
    }

    private static dev.sedge.wasi.Stdio streams(Stdio stdio) {
        return dev.sedge.wasi.Stdio.none()
                .withInput(stdio.in())
                .withOutput(stdio.out())
                .withError(stdio.err())
                .withTerminals(terminals(stdio));
    }

    private static Set<Stream> terminals(Stdio stdio) {
        Set<Stream> terminals = EnumSet.noneOf(Stream.class);
        Stream[] byNumber = {Stream.INPUT, Stream.OUTPUT, Stream.ERROR};
        for (int number = 0; number < byNumber.length; number++) {
            if (stdio.isTerminal(number)) {
                terminals.add(byNumber[number]);
            }
        }
        return terminals;
    }

    private static final class VolumeConverter implements ITypeConverter<DirectoryGrant> {
        @Override
        public DirectoryGrant convert(String value) {
            return DirectoryGrant.parseVolume(value);
        }
    }
}
