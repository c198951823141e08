package dev.sedge.wasi;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one guest is given. Immutable, opens nothing, and may be used for many guests; only the streams of
 * {@link Stdio} are then shared by them. Nothing is granted that is not named here.
 */
public final class WasiConfig {
    private final List<String> args;
    private final Environment environment;
    private final Stdio stdio;
    private final Randomness randomness;
    private final WallClock wallClock;
    private final MonotonicClock monotonicClock;
    private final List<Preopen> preopens;
    private final List<Listener> listeners;
    private final WasiLimits limits;
    private final Sleeper sleeper;
    private final Optional<CallListener> callListener;

    private WasiConfig(Builder builder) {
        args = List.copyOf(builder.args);
        environment = builder.environment;
        stdio = builder.stdio;
        randomness = builder.randomness;
        wallClock = builder.wallClock;
        monotonicClock = builder.monotonicClock;
        preopens = List.copyOf(builder.preopens);
        listeners = List.copyOf(builder.listeners);
        limits = builder.limits;
        sleeper = builder.sleeper.orElse(monotonicClock.isVirtual() ? Sleeper.virtual() : Sleeper.real());
        callListener = builder.callListener;
    }

    /**
     * Starts from nothing.
     *
     * @return a builder in which nothing is granted
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The arguments of the guest; by habit the first is its name.
     *
     * @return an immutable list
     */
    public List<String> args() {
        return args;
    }

    /**
     * The environment variables.
     *
     * @return the capability; default none
     */
    public Environment environment() {
        return environment;
    }

    /**
     * The standard streams.
     *
     * @return the capability; default none
     */
    public Stdio stdio() {
        return stdio;
    }

    /**
     * The random bytes.
     *
     * @return the capability; default none
     */
    public Randomness randomness() {
        return randomness;
    }

    /**
     * The clock with date and time.
     *
     * @return the capability; default none
     */
    public WallClock wallClock() {
        return wallClock;
    }

    /**
     * The clock for durations.
     *
     * @return the capability; default none
     */
    public MonotonicClock monotonicClock() {
        return monotonicClock;
    }

    /**
     * The directories that are open when the guest starts, from descriptor 3 in this order.
     *
     * @return an immutable list; default empty
     */
    public List<Preopen> preopens() {
        return preopens;
    }

    /**
     * The listening sockets that are open when the guest starts, from the descriptor after the preopens in this order.
     *
     * @return an immutable list; default empty
     */
    public List<Listener> listeners() {
        return listeners;
    }

    /**
     * The limits of system calls.
     *
     * @return the limits; default {@link WasiLimits#defaults()}
     */
    public WasiLimits limits() {
        return limits;
    }

    /**
     * How time passes when the guest sleeps.
     *
     * @return the sleeper; default real, or virtual with a virtual monotonic clock
     */
    public Sleeper sleeper() {
        return sleeper;
    }

    /**
     * Who hears the system calls.
     *
     * @return the listener; default empty
     */
    public Optional<CallListener> callListener() {
        return callListener;
    }

    /**
     * All capabilities, those that are not granted included, in a fixed order.
     *
     * @return standard streams, environment, randomness, clocks, then the preopens, then the listeners
     */
    public List<Capability> capabilities() {
        List<Capability> all = new ArrayList<>(List.of(stdio, environment, randomness, wallClock, monotonicClock));
        all.addAll(preopens);
        all.addAll(listeners);
        return List.copyOf(all);
    }

    /** Collects what a guest is given. Not thread-safe. */
    public static final class Builder {
        private final List<String> args = new ArrayList<>();
        private final List<Preopen> preopens = new ArrayList<>();
        private final List<Listener> listeners = new ArrayList<>();
        private Environment environment = Environment.none();
        private Stdio stdio = Stdio.none();
        private Randomness randomness = Randomness.none();
        private WallClock wallClock = WallClock.none();
        private MonotonicClock monotonicClock = MonotonicClock.none();
        private WasiLimits limits = WasiLimits.defaults();
        private Optional<Sleeper> sleeper = Optional.empty();
        private Optional<CallListener> callListener = Optional.empty();

        private Builder() {}

        /**
         * Adds arguments. Default: none (the guest has not even a name).
         *
         * @param arguments texts without NUL
         * @return this builder
         */
        public Builder args(List<String> arguments) {
            for (String argument : arguments) {
                args.add(Texts.requireUsable("argument", argument));
            }
            return this;
        }

        /**
         * Adds arguments. Default: none (the guest has not even a name).
         *
         * @param arguments texts without NUL
         * @return this builder
         */
        public Builder args(String... arguments) {
            return args(List.of(arguments));
        }

        /**
         * Adds one environment variable. Default: none, and nothing of the host's environment.
         *
         * @param name not empty, without {@code =} and NUL
         * @param value without NUL
         * @return this builder
         */
        public Builder env(String name, String value) {
            environment = environment.with(name, value);
            return this;
        }

        /**
         * Sets all environment variables. Default: none.
         *
         * @param variables replace those given before
         * @return this builder
         */
        public Builder environment(Environment variables) {
            environment = requireNonNull(variables, "variables");
            return this;
        }

        /**
         * Sets standard input. Default: none (the guest finds its end at once).
         *
         * @param stream stays the caller's
         * @return this builder
         */
        public Builder stdin(InputStream stream) {
            stdio = stdio.withInput(stream);
            return this;
        }

        /**
         * Sets standard output. Default: none (output is discarded).
         *
         * @param stream stays the caller's
         * @return this builder
         */
        public Builder stdout(OutputStream stream) {
            stdio = stdio.withOutput(stream);
            return this;
        }

        /**
         * Sets standard error. Default: none (output is discarded).
         *
         * @param stream stays the caller's
         * @return this builder
         */
        public Builder stderr(OutputStream stream) {
            stdio = stdio.withError(stream);
            return this;
        }

        /**
         * Sets all standard streams. Default: none.
         *
         * @param streams replace those given before
         * @return this builder
         */
        public Builder stdio(Stdio streams) {
            stdio = requireNonNull(streams, "streams");
            return this;
        }

        /**
         * Sets the random bytes. Default: none ({@code random_get} answers {@code ENOTCAPABLE}).
         *
         * @param capability secure or seeded
         * @return this builder
         */
        public Builder randomness(Randomness capability) {
            randomness = requireNonNull(capability, "capability");
            return this;
        }

        /**
         * Sets the clock with date and time. Default: none ({@code clock_time_get} answers {@code ENOTCAPABLE}).
         *
         * @param clock system, fixed or the embedder's
         * @return this builder
         */
        public Builder wallClock(WallClock clock) {
            wallClock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets the clock for durations. Default: none ({@code clock_time_get} answers {@code ENOTCAPABLE}).
         *
         * @param clock system, virtual or the embedder's
         * @return this builder
         */
        public Builder monotonicClock(MonotonicClock clock) {
            monotonicClock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Adds a directory. Default: none (the guest sees no file).
         *
         * @param directory gets the next descriptor, from 3
         * @return this builder
         */
        public Builder preopen(Preopen directory) {
            preopens.add(requireNonNull(directory, "directory"));
            return this;
        }

        /**
         * Adds a listening socket. Default: none (the guest has no network).
         *
         * @param socket gets the next descriptor after those of all preopens
         * @return this builder
         */
        public Builder listener(Listener socket) {
            listeners.add(requireNonNull(socket, "socket"));
            return this;
        }

        /**
         * Sets the limits of system calls. Default: {@link WasiLimits#defaults()}.
         *
         * @param newLimits the limits
         * @return this builder
         */
        public Builder limits(WasiLimits newLimits) {
            limits = requireNonNull(newLimits, "newLimits");
            return this;
        }

        /**
         * Sets how time passes when the guest sleeps. Default: real, or virtual with a virtual monotonic clock.
         *
         * @param newSleeper the sleeper
         * @return this builder
         */
        public Builder sleeper(Sleeper newSleeper) {
            sleeper = Optional.of(newSleeper);
            return this;
        }

        /**
         * Sets who hears the system calls. Default: nobody.
         *
         * @param listener hears each call on the guest's thread
         * @return this builder
         */
        public Builder callListener(CallListener listener) {
            callListener = Optional.of(listener);
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @return an immutable configuration; the builder may be used on
         */
        public WasiConfig build() {
            return new WasiConfig(this);
        }
    }
}
