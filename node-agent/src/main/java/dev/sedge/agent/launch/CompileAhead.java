package dev.sedge.agent.launch;

import dev.sedge.agent.log.Event;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PulledImage;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compiles the modules of images before somebody runs them, one after the other, on one thread that lets others go first.
 * It is there to save time later: an image that cannot be compiled, or one too many, is logged and otherwise left to its
 * first container. What one process has not done the next one can {@linkplain #resume resume}. Thread-safe.
 */
public final class CompileAhead implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CompileAhead.class.getName());
    private static final int MOST_WAITING = 64;
    private static final int IDLE_SECONDS = 10;

    private final AheadNotes notes;
    private final Consumer<PulledImage> compiler;
    private final ThreadPoolExecutor executor;

    /** Finds an image in the store. */
    @FunctionalInterface
    public interface Lookup {
        /**
         * The image of this id.
         *
         * @throws OciException if it is not there, or damaged
         */
        PulledImage find(String id) throws OciException;
    }

    /**
     * Waits for images.
     *
     * @param notes a directory of its own, where it notes what is still to be done
     * @param compiler compiles the module of an image, and gives up when its thread is interrupted
     */
    public CompileAhead(Path notes, Consumer<PulledImage> compiler) {
        this.notes = new AheadNotes(notes);
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
        String id = image.id().toString();
        notes.put(id);
        start(id, ignored -> image);
    }

    /** Compiles soon what another process, which had the same notes, was told to compile and has not. */
    public void resume(Lookup images) {
        for (String id : notes.ids()) {
            start(id, images);
        }
    }

    private void start(String id, Lookup images) {
        try {
            executor.execute(() -> compile(id, images));
        } catch (RejectedExecutionException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    Event.of("an image is not compiled ahead, because too many wait for that")
                            .with("id", id));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // The image is there whatever becomes of this.
    private void compile(String id, Lookup images) {
        try {
            compiler.accept(images.find(id));
        } catch (OciException.NotFound e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    Event.of("an image that was to be compiled ahead has been removed")
                            .with("id", id));
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    Event.of("an image is there, but its module cannot be compiled ahead")
                            .with("id", id)
                            .with("reason", String.valueOf(e.getMessage())));
        }
        if (!Thread.currentThread().isInterrupted()) {
            notes.remove(id);
        }
    }

    /** Gives up what is being compiled and what waits; both stay noted. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
