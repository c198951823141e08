package dev.sedge.runtime.internal.compiler;

import static java.util.Objects.requireNonNull;

import dev.sedge.runtime.internal.ThreadCpu;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Does something that calls itself as deeply as blocks are nested in a function, on a thread whose stack is large enough. Its
 * CPU time is that of the thread that waits for it.
 */
final class DeepStack {

    private static final long BYTES = 512L << 20;

    private DeepStack() {}

    /** What the work yields or throws. The caller waits, also when it is interrupted. */
    static <T> T call(Supplier<T> work) {
        ThreadCpu caller = ThreadCpu.ofCurrentThread();
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                return work.get();
            } finally {
                caller.addCurrentThread();
            }
        });
        Thread thread = new Thread(null, task, "wasm-compiler", BYTES, false);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw rethrow(requireNonNull(e.getCause()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrow(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) cause;
    }
}
