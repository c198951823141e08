package dev.sedge.agent;

import dev.sedge.agent.cli.Cli;
import dev.sedge.agent.cli.Stdio;

/** The command {@code sedge}. */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name and ends the process with its exit status. */
    public static void main(String[] args) {
        end(new Cli(Stdio.ofProcess()).run(args));
    }

    /**
     * {@code Runtime.exit} asks for a logger first, for which the JVM looks into every jar: a fifth of the time of a short
     * run. What has to be tidied is when a command has come to its end; but if a signal is just ending the process, the hook
     * that tidies is waited for.
     */
    private static void end(int status) {
        Runtime runtime = Runtime.getRuntime();
        try {
            runtime.addShutdownHook(new Thread("sedge-last"));
        } catch (IllegalStateException e) {
            runtime.exit(status);
        }
        runtime.halt(status);
    }
}
