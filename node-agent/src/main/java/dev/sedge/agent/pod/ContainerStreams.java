package dev.sedge.agent.pod;

import dev.sedge.agent.io.ClientStreams;
import dev.sedge.wasi.Stdio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The streams of one container, or of one program that is run in it. Thread-safe. */
public interface ContainerStreams {
    /** What the guest gets. */
    Stdio guestStdio();

    /** What is done when somebody presses ^C at its terminal. */
    void onInterruptKey(Runnable action);

    /** Connects a client; returns when the guest has ended or the client has gone. */
    void attach(ClientStreams client) throws IOException, InterruptedException;

    /** Goes on in a new file at the log's path. */
    void reopenLog() throws IOException;

    /** The guest has ended: what it wrote is in the log, and clients are let go. */
    void end();

    /**
     * What is wanted.
     *
     * @param logFile where the output goes, in a directory that exists; none discards it
     * @param stdin whether there is input
     * @param stdinOnce whether the end of the first client's input is the end of all input
     * @param tty whether it is a terminal
     */
    record Options(Optional<Path> logFile, boolean stdin, boolean stdinOnce, boolean tty) {}

    /** Opens streams. */
    @FunctionalInterface
    interface Factory {
        /** Opens them; the log is appended to. */
        ContainerStreams open(Options options) throws IOException;
    }
}
