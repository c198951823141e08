package dev.sedge.agent.launch;

import dev.sedge.agent.log.Event;
import dev.sedge.oci.pull.PulledImage;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compiles the modules of images before somebody runs them, one after the other, on one thread that lets others go first.
 * It is there to save time later: an image that cannot be compiled, or one too many, is logged and otherwise left to its
 * first container. Thread-safe.
 */
public final class CompileAhead implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CompileAhead.class.getName());
    private static final int MOST_WAITING = 64;
    private static final int IDLE_SECONDS = 10;

    private final Consumer<PulledImage> compiler;
    private final ThreadPoolExecutor executor;

    /**
     * Waits for images.
     *
     * @param compiler compiles the module of an image, and gives up when its thread is interrupted
     */
    public CompileAhead(Consumer<PulledImage> compiler) {
        this.compiler = compiler;
        this.executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), CompileAhead::thread);
        executor.allowCoreThreadTimeOut(true);
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it; where the system heeds it, guests go first.
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sedge-compile");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Compiles the image soon; returns at once and never fails. */
    public void add(PulledImage image) {
        try {
            executor.execute(() -> compile(image));
        } catch (RejectedExecutionException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    Event.of("an image is not compiled ahead, because too many wait for that")
                            .with("id", image.id()));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // The image is there whatever becomes of this.
    private void compile(PulledImage image) {
        try {
            compiler.accept(image);
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    Event.of("an image is there, but its module cannot be compiled ahead")
                            .with("id", image.id())
                            .with("reason", String.valueOf(e.getMessage())));
        }
    }

    /** Gives up what is being compiled and what waits. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
