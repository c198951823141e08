package dev.sedge.wasi;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The standard streams of a guest (descriptors 0, 1 and 2). Immutable; the streams stay the caller's, who closes them.
 *
 * <p>Without this capability standard input is at its end and output is discarded. Output is written and flushed on the
 * guest's thread before the guest's call returns. Input is read on the guest's thread when it is available; otherwise
 * on a daemon thread, at most 8 KiB ahead and only when the guest asks: a read that still waits when the guest ends goes
 * on until its stream delivers, ends, or is closed.
 */
public final class Stdio implements Capability {
    private static final Stdio NONE =
            new Stdio(Optional.empty(), Optional.empty(), Optional.empty(), EnumSet.noneOf(Stream.class));

    private final Optional<InputStream> input;
    private final Optional<OutputStream> output;
    private final Optional<OutputStream> error;
    private final Set<Stream> terminals;

    private Stdio(
            Optional<InputStream> input,
            Optional<OutputStream> output,
            Optional<OutputStream> error,
            Set<Stream> terminals) {
        this.input = input;
        this.output = output;
        this.error = error;
        this.terminals = Set.copyOf(terminals);
    }

    /**
     * Empty input, discarded output: the default.
     *
     * @return the absent capability
     */
    public static Stdio none() {
        return NONE;
    }

    /**
     * These streams with another standard input.
     *
     * @param stream what the guest reads
     * @return the changed capability
     */
    public Stdio withInput(InputStream stream) {
        return new Stdio(Optional.of(stream), output, error, terminals);
    }

    /**
     * These streams with another standard output.
     *
     * @param stream receives what the guest writes to descriptor 1
     * @return the changed capability
     */
    public Stdio withOutput(OutputStream stream) {
        return new Stdio(input, Optional.of(stream), error, terminals);
    }

    /**
     * These streams with another standard error.
     *
     * @param stream receives what the guest writes to descriptor 2
     * @return the changed capability
     */
    public Stdio withError(OutputStream stream) {
        return new Stdio(input, output, Optional.of(stream), terminals);
    }

    /**
     * These streams, of which some are a terminal: the guest's {@code isatty} says so. Default: none is.
     *
     * @param streams all streams that are a terminal
     * @return the changed capability
     */
    public Stdio withTerminals(Set<Stream> streams) {
        return new Stdio(input, output, error, streams);
    }

    /**
     * What the guest reads from descriptor 0.
     *
     * @return the stream, or empty when the guest finds the end at once
     */
    public Optional<InputStream> input() {
        return input;
    }

    /**
     * What receives the guest's output.
     *
     * @return the stream, or empty when output is discarded
     */
    public Optional<OutputStream> output() {
        return output;
    }

    /**
     * What receives the guest's error output.
     *
     * @return the stream, or empty when it is discarded
     */
    public Optional<OutputStream> error() {
        return error;
    }

    /**
     * Says whether a stream is a terminal.
     *
     * @param stream one of the three
     * @return true if the guest is told so
     */
    public boolean isTerminal(Stream stream) {
        return terminals.contains(stream);
    }

    @Override
    public boolean isGranted() {
        return input.isPresent() || output.isPresent() || error.isPresent();
    }

    @Override
    public String describe() {
        return "standard input: " + (input.isPresent() ? "passed on" : "empty") + "; output: "
                + (output.isPresent() ? "passed on" : "discarded") + "; error: "
                + (error.isPresent() ? "passed on" : "discarded");
    }

    @Override
    public String toString() {
        return describe();
    }

    /** One of the standard streams. */
    public enum Stream {
        /** Descriptor 0. */
        INPUT,
        /** Descriptor 1. */
        OUTPUT,
        /** Descriptor 2. */
        ERROR
    }
}
