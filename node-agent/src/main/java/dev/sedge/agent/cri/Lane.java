package dev.sedge.agent.cri;

/**
 * What kind of work a call is. Each kind has threads of its own, so that nothing waits behind what may take long: kubelet's
 * polls are answered while images are pulled, and containers can be stopped while probes hang.
 */
public enum Lane {
    /** Looks at what is in memory and returns; kubelet does it each second. */
    QUERY(4),
    /** Makes sandboxes and containers and starts them: compiles modules, waits for the disk. */
    START(16),
    /** Stops and removes. */
    STOP(16),
    /** Fetches images: waits for the network as long as it takes. */
    PULL(8),
    /** Runs a command in a container and waits for its end. */
    EXEC(64);

    private final int threads;

    Lane(int threads) {
        this.threads = threads;
    }

    /** How many calls of this kind run at once; more of them wait. */
    public int threads() {
        return threads;
    }
}
