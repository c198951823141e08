package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Words;
import dev.sedge.agent.grant.ByteSize;
import dev.sedge.agent.grant.ClockGrant;
import dev.sedge.agent.grant.DirectoryGrant;
import dev.sedge.agent.grant.Durations;
import dev.sedge.agent.grant.EnvironmentVariable;
import dev.sedge.agent.grant.FuelGrant;
import dev.sedge.agent.grant.ListenGrant;
import dev.sedge.agent.grant.RandomGrant;
import dev.sedge.agent.launch.Grants;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.wasi.CallListener;
import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.Stdio.Stream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options by which a person grants a guest something. */
final class GrantOptions {
    private static final Option ENVIRONMENT =
            Option.values("NAME=VALUE", "A variable for the guest, which sees none of the host's.", "-e", "--env");
    private static final Option RANDOM = Option.value(
            "KIND", "Random bytes: secure, none, or seed:N for the same in each run. Default: secure.", "--random");
    private static final Option CLOCK = Option.value(
            "KIND",
            "Clocks: system, none, or fixed:T, such as fixed:2026-01-31T12:00:00Z, which only sleeping moves on."
                    + " Default: system.",
            "--clock");
    private static final Option MEMORY =
            Option.value("SIZE", "The most memory the guest may have, such as 64Mi.", "--memory");
    private static final Option TIMEOUT = Option.value(
            "TIME", "When to end the guest, such as 30s; the exit status is then 124. Default: never.", "--timeout");
    private static final Option FUEL = Option.value(
            "COUNT",
            "How many instructions the guest may run, which makes it slower; the exit status is then 124. Default: no"
                    + " limit, and nobody counts.",
            "--fuel");
    private static final Option TRACE = Option.flag("Show each system call of the guest on standard error.", "--trace");
    private static final Option DIRECTORY =
            Option.values("HOST::GUEST[:ro]", "A directory of the host, and the name the guest knows it by.", "--dir");
    private static final Option VOLUME = Option.values(
            "HOST:GUEST[:ro]", "The same as docker writes it; these come after those of --dir.", "-v", "--volume");
    private static final Option LISTEN = Option.values(
            "ADDRESS:PORT",
            "A TCP address of the host on which the guest may listen, such as 127.0.0.1:8080; the guest finds the"
                    + " socket open, after its directories. Default: no network.",
            "--listen");
    static final List<Option> OPTIONS =
            List.of(ENVIRONMENT, RANDOM, CLOCK, MEMORY, TIMEOUT, FUEL, TRACE, DIRECTORY, VOLUME, LISTEN);

    private final List<EnvironmentVariable> environment = new ArrayList<>();
    private final List<DirectoryGrant> directories = new ArrayList<>();
    private final List<ListenGrant> listeners = new ArrayList<>();
    private final Randomness randomness;
    private final ClockGrant clock;
    private final ResourceLimits limits;
    private final boolean trace;

    GrantOptions(Words words) {
        for (String text : words.values(ENVIRONMENT)) {
            environment.add(EnvironmentVariable.parse(text));
        }
        for (String text : words.values(DIRECTORY)) {
            directories.add(DirectoryGrant.parseDir(text));
        }
        for (String text : words.values(VOLUME)) {
            directories.add(DirectoryGrant.parseVolume(text));
        }
        for (String text : words.values(LISTEN)) {
            listeners.add(ListenGrant.parse(text));
        }
        randomness = RandomGrant.parse(words.value(RANDOM, "secure"));
        clock = ClockGrant.parse(words.value(CLOCK, "system"));
        limits = limits(words);
        trace = words.has(TRACE);
    }

    /** All that was granted, with these streams. */
    Grants grants(Stdio stdio) {
        return new Grants(
                directories,
                environment,
                streams(stdio),
                randomness,
                clock,
                listeners,
                limits,
                listener(stdio.printErr()));
    }

    private static ResourceLimits limits(Words words) {
        ResourceLimits limits = ResourceLimits.defaults();
        if (words.has(MEMORY)) {
            limits = limits.withMemoryBytes(ByteSize.parse(words.value(MEMORY, "")));
        }
        if (words.has(FUEL)) {
            limits = limits.withFuel(FuelGrant.parse(words.value(FUEL, "")));
        }
        return words.has(TIMEOUT) ? limits.withDeadline(Durations.parse(words.value(TIMEOUT, ""))) : limits;
    }

    /** Whether the guest pays for its instructions. */
    boolean needsFuelMeter() {
        return limits.fuel().isPresent();
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
}
