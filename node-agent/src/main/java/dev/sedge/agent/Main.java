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
     * {@code Runtime.exit} asks for a logger first, for which a JVM such as 25 looks into every jar: a quarter of the time of
     * a short run. A command has tidied when it comes to its end, so where the launcher has seen no option that makes others wait for
     * the end of the JVM, a recording or an agent, it is halted. If a signal is just ending it, the hook that tidies is
     * waited for.
     */
    private static void end(int status) {
        Runtime runtime = Runtime.getRuntime();
        if (Boolean.getBoolean("sedge.halt")) {
            try {
                runtime.addShutdownHook(new Thread("sedge-last"));
                runtime.halt(status);
            } catch (IllegalStateException e) {
                // The JVM is ending already; exit waits for the hooks.
            }
        }
        runtime.exit(status);
    }
}
