package dev.sedge.agent.serve;

import dev.sedge.agent.log.Event;
import dev.sedge.oci.OciException;
import dev.sedge.oci.store.ContentStore;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tidies from time to time: the image store, because an agent that was killed leaves leases behind, and pulls that were cut
 * off leave parts; and on small devices the heap.
 */
final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration HEAP_INTERVAL = Duration.ofSeconds(10);

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

    /** Tidies the store, some minutes from now for the first time, when kubelet has its pods back. */
    static Housekeeping start(ContentStore store) {
        Housekeeping housekeeping = new Housekeeping(store);
        housekeeping.repeat(housekeeping::tidy, FIRST, INTERVAL);
        return housekeeping;
    }

    /** Looks after the heap as well. */
    Housekeeping trimHeap() {
        repeat(HeapTrimmer.ofJvm()::look, HEAP_INTERVAL, HEAP_INTERVAL);
        return this;
    }

    private void repeat(Runnable task, Duration first, Duration interval) {
        var unused =
                executor.scheduleWithFixedDelay(task, first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
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
