package dev.sedge.agent.transport.grpc;

import dev.sedge.agent.cri.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that handlers run on, by lane; they come when they are needed and go when they are idle. Thread-safe. */
final class Lanes implements AutoCloseable {
    private static final int LONGEST_QUEUE = 1024;
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final Map<Lane, ExecutorService> executors = new EnumMap<>(Lane.class);

    Lanes() {
        for (Lane lane : Lane.values()) {
            executors.put(lane, executor(lane));
        }
    }

    private static ExecutorService executor(Lane lane) {
        var number = new AtomicInteger();
        String name = "cri-" + lane.name().toLowerCase(Locale.ROOT) + "-";
        var executor = new ThreadPoolExecutor(
                lane.threads(),
                lane.threads(),
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(LONGEST_QUEUE),
                task -> {
                    var thread = new Thread(task, name + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Runs a task, now or when a thread is free.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many wait already, or all this is closed
     */
    void execute(Lane lane, Runnable task) {
        var executor = executors.get(lane);
        if (executor == null) {
            throw new IllegalArgumentException("no threads for " + lane);
        }
        executor.execute(task);
    }

    /** Takes no more tasks, forgets those that wait, and interrupts those that run. */
    @Override
    public void close() {
        executors.values().forEach(ExecutorService::shutdownNow);
    }
}
