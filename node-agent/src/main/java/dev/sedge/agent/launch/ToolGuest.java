package dev.sedge.agent.launch;

import dev.sedge.agent.tools.Tool;
import dev.sedge.agent.tools.ToolContext;
import dev.sedge.wasi.fs.ErrnoException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A tool of ours that runs on a thread of its own. Thread-safe. */
final class ToolGuest implements LimitedGuest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final int NOBODY = -1;
    private static final long GRACE_MILLIS = 200;
    private static final long STACK_BYTES = 1 << 20;

    private final Tool tool;
    private final ToolContext context;
    private final Thread thread;
    private final AtomicInteger stopCode = new AtomicInteger(NOBODY);
    private final CompletableFuture<GuestEnd> end = new CompletableFuture<>();

    /** Volatile: written by the thread of the tool at its end. */
    private volatile Duration spent = Duration.ZERO;

    private ToolGuest(Tool tool, ToolContext context) {
        this.tool = tool;
        this.context = context;
        this.thread = new Thread(null, this::run, "sedge-tool-" + NUMBER.incrementAndGet(), STACK_BYTES, false);
        thread.setDaemon(true);
    }

    static ToolGuest start(Tool tool, ToolContext context) {
        ToolGuest guest = new ToolGuest(tool, context);
        guest.thread.start();
        return guest;
    }

    @Override
    public CompletableFuture<GuestEnd> onEnd() {
        return end.copy();
    }

    /** A tool that is blocked in a stream cannot always be woken: then its end is declared without it. */
    @Override
    public void stop(int exitCode) {
        if (stopCode.compareAndSet(NOBODY, exitCode)) {
            thread.interrupt();
            CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> end.complete(GuestEnds.stopped(exitCode)));
        }
    }

    @Override
    public Duration cpuTime() {
        return end.isDone() ? spent : Duration.ofNanos(Math.max(0, cpuNanos()));
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    @Override
    public void limitMemory(long bytes) {
        // It has no linear memory.
    }

    @Override
    public void pause() {
        // It works for moments only.
    }

    @Override
    public void resume() {
        // It was not paused.
    }

    @SuppressWarnings("deprecation") // threadId() is of release 19
    private long cpuNanos() {
        return THREADS.isThreadCpuTimeSupported() ? THREADS.getThreadCpuTime(thread.getId()) : 0;
    }

    private void run() {
        GuestEnd result;
        try {
            result = GuestEnds.exited(tool.run(context));
        } catch (InterruptedException e) {
            result = GuestEnds.stopped(GuestEnds.KILLED);
        } catch (ErrnoException e) {
            result = complain(e.errno() + ": " + e.getMessage());
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            result = complain(String.valueOf(e.getMessage()));
        }
        spent = Duration.ofNanos(Math.max(0, cpuNanos()));
        int code = stopCode.get();
        end.complete(code == NOBODY ? result : GuestEnds.stopped(code));
    }

    /** A tool that fails says so where its user looks, if that still works. */
    private GuestEnd complain(String reason) {
        String message = context.args().get(0) + ": " + reason;
        try {
            OutputStream error = context.stderr();
            error.write((message + "\n").getBytes(StandardCharsets.UTF_8));
            error.flush();
        } catch (IOException e) {
            return GuestEnds.failed(message + " (and nobody heard it: " + e.getMessage() + ")");
        }
        return GuestEnds.failed(message);
    }
}
