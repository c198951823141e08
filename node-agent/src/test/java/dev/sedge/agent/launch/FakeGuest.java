package dev.sedge.agent.launch;

import dev.sedge.wasi.Stdio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A guest that does what a test tells it, on the test's thread. */
public final class FakeGuest implements RunningGuest {
    /** Its program and arguments. */
    public final List<String> command;

    /** Its streams. */
    public final Stdio stdio;

    /** The codes that it was stopped with. */
    public final List<Integer> stops = new CopyOnWriteArrayList<>();

    /** Whether a stop ends it. */
    public volatile boolean obedient = true;

    private final CompletableFuture<GuestEnd> end = new CompletableFuture<>();

    /** A guest that runs. */
    public FakeGuest(List<String> command, Stdio stdio) {
        this.command = List.copyOf(command);
        this.stdio = stdio;
    }

    /** Writes to its standard output. */
    public void print(String text) {
        try {
            stdio.output().orElseThrow().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as if it had exited. */
    public void exit(int code) {
        end(new GuestEnd(code, code == 0 ? "Completed" : "Error", ""));
    }

    /** Ends it. */
    public void end(GuestEnd how) {
        end.complete(how);
    }

    @Override
    public CompletableFuture<GuestEnd> onEnd() {
        return end;
    }

    @Override
    public void stop(int exitCode) {
        if (!end.isDone()) {
            stops.add(exitCode);
        }
        if (obedient) {
            end(new GuestEnd(exitCode, "Error", ""));
        }
    }

    @Override
    public Duration cpuTime() {
        return Duration.ofMillis(250);
    }

    @Override
    public long memoryBytes() {
        return 65536;
    }
}
