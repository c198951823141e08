package dev.sedge.agent.serve;

import dev.sedge.agent.log.Event;
import dev.sedge.oci.OciException;
import dev.sedge.oci.store.ContentStore;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tidies the image store from time to time: an agent that was killed leaves leases behind, and pulls that were cut off
 * leave parts.
 */
final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final ContentStore store;
    private final ScheduledThreadPoolExecutor executor;

    private Housekeeping(ContentStore store) {
        this.store = store;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sedge-housekeeping");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins some minutes from now, when kubelet has its pods back. */
    static Housekeeping start(ContentStore store) {
        Housekeeping housekeeping = new Housekeeping(store);
        var unused = housekeeping.executor.scheduleWithFixedDelay(
                housekeeping::tidy, FIRST.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return housekeeping;
    }

    void tidy() {
        try {
            store.collectGarbage();
        } catch (OciException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    Event.of("tidying the image store failed; it is tried again in an hour")
                            .causedBy(e));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
