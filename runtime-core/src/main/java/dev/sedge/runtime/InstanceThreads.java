package dev.sedge.runtime;

/** Makes threads for guests. */
public final class InstanceThreads {

    private InstanceThreads() {}

    /**
     * A platform daemon thread, not started, whose Java stack is large enough for the call depth of these limits.
     *
     * @see ResourceLimits#stackBytes()
     */
    public static Thread newThread(String name, ResourceLimits limits, Runnable task) {
        Thread thread = new Thread(null, task, name, limits.stackBytes(), false);
        thread.setDaemon(true);
        return thread;
    }
}
