package dev.sedge.agent;

import dev.sedge.agent.cli.Cli;
import dev.sedge.agent.cli.Stdio;

/** The command {@code sedge}. */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(new Cli(Stdio.ofProcess()).run(args));
    }
}
