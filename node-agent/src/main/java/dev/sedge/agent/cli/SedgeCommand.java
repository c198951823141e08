package dev.sedge.agent.cli;

/** One command of {@code sedge}; its options have been read when it runs. */
interface SedgeCommand {

    /**
     * Does the command's work and returns the exit status of the process.
     *
     * @throws Exception if it failed; {@link Failures} says what the person sees of it
     */
    int run(Stdio stdio) throws Exception;
}
