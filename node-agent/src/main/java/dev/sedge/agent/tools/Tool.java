package dev.sedge.agent.tools;

import java.io.IOException;

/** A program of ours that runs in a container's place: it sees the container's files and streams, and nothing else. */
@FunctionalInterface
public interface Tool {
    /**
     * Runs to its end on the calling thread. An interrupt of the thread ends it soon.
     *
     * @return the exit status, 0 to 255
     * @throws IOException if a stream cannot be written
     * @throws InterruptedException if it was stopped
     */
    int run(ToolContext context) throws IOException, InterruptedException;
}
