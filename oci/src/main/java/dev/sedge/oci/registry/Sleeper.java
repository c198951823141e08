package dev.sedge.oci.registry;

import java.time.Duration;

/** How a client waits between two attempts. The default is {@link Thread#sleep(long)}. */
@FunctionalInterface
public interface Sleeper {
    /**
     * Waits.
     *
     * @throws InterruptedException if the thread is interrupted; the call that waits is then cancelled
     */
    void sleep(Duration duration) throws InterruptedException;
}
