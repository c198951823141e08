package dev.sedge.oci.pull;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.OciException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Fetches the blobs of one image, a few at a time; the first failure, or an interrupt, ends all. For one thread. */
final class ParallelFetch {
    /** How many at a time: so many as other clients of registries do. */
    static final int MOST = 3;

    private final String name;
    private final Fetch fetch;

    /** @param name of the image, for messages */
    ParallelFetch(String name, Fetch fetch) {
        this.name = name;
        this.fetch = fetch;
    }

    /** Brings one blob. */
    @FunctionalInterface
    interface Fetch {
        void fetch(Descriptor blob) throws OciException;
    }

    /** Returns when all blobs are there, and no thread works on any more. */
    void all(List<Descriptor> blobs) throws OciException {
        if (blobs.size() <= 1) {
            for (Descriptor blob : blobs) {
                fetch.fetch(blob);
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(MOST, blobs.size()), task -> {
            Thread thread = new Thread(task, "sedge-pull");
            thread.setDaemon(true);
            return thread;
        });
        try {
            await(threads, blobs);
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private void await(ExecutorService threads, List<Descriptor> blobs) throws OciException {
        CompletionService<Descriptor> running = new ExecutorCompletionService<>(threads);
        for (Descriptor blob : blobs) {
            running.submit(() -> {
                fetch.fetch(blob);
                return blob;
            });
        }
        try {
            for (int done = 0; done < blobs.size(); done++) {
                running.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OciException.Cancelled("pull of " + name + " was interrupted", e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** The failure as it was thrown on the other thread. */
    private static OciException failure(ExecutionException e) {
        if (e.getCause() instanceof OciException failure) {
            return failure;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(e.getCause());
    }

    /** The threads are interrupted, and close what they write before they end. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
