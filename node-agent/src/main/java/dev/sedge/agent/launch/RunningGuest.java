package dev.sedge.agent.launch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A guest, or a tool in its place, that was started. Thread-safe. */
public interface RunningGuest {
    /** Completed when it has ended and all that was open for it is closed; never fails. */
    CompletableFuture<GuestEnd> onEnd();

    /** Stops it, whatever it does; it ends with this exit code unless it has ended already. Returns at once. */
    void stop(int exitCode);

    /** The CPU time that it used until now. */
    Duration cpuTime();

    /** The memory that is its own now: linear memory. */
    long memoryBytes();
}
