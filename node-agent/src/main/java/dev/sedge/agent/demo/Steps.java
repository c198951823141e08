package dev.sedge.agent.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Tells a person what happens, step by step, and how long each step took. */
public final class Steps {
    private static final String LINE = "--------";

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private int count;

    /** Steps that are told to the given stream, timed by the given clock. */
    public Steps(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    /** What a step does. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Does the work and tells what it was and how long it took. */
    <T> T time(String what, Work<T> work) throws IOException, InterruptedException {
        long begin = nanoTime.getAsLong();
        T result = work.run();
        out.println(next() + what + ": " + since(begin));
        return result;
    }

    /** Runs a guest, whose output comes between two lines, and returns its exit status. */
    int guest(String command, Work<Integer> work) throws IOException, InterruptedException {
        out.println(next() + "run " + command);
        out.println(LINE);
        long begin = nanoTime.getAsLong();
        int status = work.run();
        out.println(LINE + " exit status " + Integer.toUnsignedString(status) + ", " + since(begin));
        return status;
    }

    /** Tells one more thing about the step before. */
    void detail(String text) {
        out.println("   " + text);
    }

    private String next() {
        count++;
        return count + ". ";
    }

    private String since(long begin) {
        return Math.round((nanoTime.getAsLong() - begin) / 1e6) + " ms";
    }
}
