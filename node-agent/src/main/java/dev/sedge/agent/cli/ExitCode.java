package dev.sedge.agent.cli;

/** The exit statuses of {@code sedge} that are not a guest's. */
final class ExitCode {
    /** The guest ran into its deadline, as with {@code timeout(1)}, or has used its fuel. */
    static final int DEADLINE = 124;

    /** Sedge itself failed: wrong usage, no image, a registry that is down. */
    static final int FAILURE = 125;

    /** The guest was interrupted from the keyboard: 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    /** The guest trapped: 128 + SIGABRT, as wasmtime has it. */
    static final int TRAP = 134;

    private ExitCode() {}

    /**
     * The exit status of the process for a guest's own status: its low eight bits as POSIX takes them, but never 0 for
     * one that is not 0.
     */
    static int ofGuest(int status) {
        int low = status & 0xff;
        return low == 0 && status != 0 ? 1 : low;
    }
}
