package dev.sedge.wasi;

import dev.sedge.runtime.Imports;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.InstanceThreads;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.StopReason;
import dev.sedge.runtime.WasmException;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.internal.preview1.StreamCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs on its own thread. It ends by itself, by a trap, by a limit, or by {@link #stop}; everything that
 * was opened for it is closed before that is told. Thread-safe.
 */
public final class WasiProcess {
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final long GRACE_MILLIS = 100;

    private final WasmModule module;
    private final ResourceLimits limits;
    private final InstanceControl control;
    private final WasiContext context;
    private final String entry;
    private final Thread thread;
    private final AtomicBoolean finished = new AtomicBoolean();
    private final CompletableFuture<ExitStatus> result = new CompletableFuture<>();

    /** Guards the limit of memory as it is now, and the moment at which the instance appears. */
    private final Object memory = new Object();

    private long memoryLimit;

    /** None once the instance has them: most of its functions are wanted by no module. For the guest's thread. */
    private Imports imports;

    /** The instance, once it is made; volatile: other threads read its figures, also after the end. */
    private volatile @Nullable WasmInstance instance;

    private WasiProcess(
            WasmModule module,
            ResourceLimits limits,
            InstanceControl control,
            WasiContext context,
            Imports additional,
            String entry) {
        this.module = module;
        this.limits = limits;
        this.memoryLimit = limits.memoryBytes();
        this.control = control;
        this.context = context;
        this.imports = imports(module, context, additional);
        this.entry = entry;
        this.thread = InstanceThreads.newThread("sedge-guest-" + NUMBER.incrementAndGet(), limits, this::run);
    }

    static WasiProcess start(
            WasmModule module, WasiConfig config, ResourceLimits limits, Imports additional, String entry) {
        InstanceControl control = InstanceControl.create();
        WasiContext context = WasiContext.open(config, control);
        try {
            WasiProcess process = new WasiProcess(module, limits, control, context, additional, entry);
            control.onStop(process::abandonSoon);
            process.thread.start();
            return process;
        } catch (RuntimeException | Error e) {
            context.close();
            throw e;
        }
    }

    private static Imports imports(WasmModule module, WasiContext context, Imports additional) {
        Imports all = additional.with(context.hostModule());
        boolean isOld =
                module.imports().stream().anyMatch(wanted -> wanted.module().equals("wasi_unstable"));
        return isOld ? all.with(context.unstableHostModule()) : all;
    }

    /**
     * Waits for the end of the program.
     *
     * @return how it ended by itself
     * @throws InterruptedException if the calling thread was interrupted; the program goes on
     * @throws WasmException if it trapped or was stopped by a limit or {@link #stop}
     */
    public ExitStatus waitFor() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * Waits some time for the end of the program.
     *
     * @param most how long to wait
     * @return how it ended by itself, or empty if it still runs
     * @throws InterruptedException if the calling thread was interrupted; the program goes on
     * @throws WasmException if it trapped or was stopped by a limit or {@link #stop}
     */
    public Optional<ExitStatus> waitFor(Duration most) throws InterruptedException {
        try {
            return Optional.of(result.get(most.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /**
     * The end of the program as a future: how it ended by itself, or a {@link WasmException}.
     *
     * @return a future of the caller's own; cancelling it does nothing to the program
     */
    public CompletableFuture<ExitStatus> onExit() {
        return result.copy();
    }

    /**
     * Says whether the program still runs.
     *
     * @return false once its end can be asked for without waiting
     */
    public boolean isAlive() {
        return !result.isDone();
    }

    /**
     * Stops the program, whatever it does: it ends with {@link dev.sedge.runtime.GuestInterruptedException}. Waits for
     * input, time and full pipes end at once. Returns immediately.
     */
    public void stop() {
        control.stop(StopReason.REQUESTED);
    }

    /**
     * The hook for stop, pause and accounting.
     *
     * @return the control of the instance
     */
    public InstanceControl control() {
        return control;
    }

    /**
     * The linear memory of the program now.
     *
     * @return bytes; 0 before it has any, and after its end
     */
    public long memoryBytes() {
        WasmInstance made = instance;
        return made == null ? 0 : made.memoryBytes();
    }

    /**
     * Says whether the program was refused the memory that it asked for last: one that then fails died of it.
     *
     * @return {@link WasmInstance#memoryExhausted()}, also after the end
     */
    public boolean memoryExhausted() {
        WasmInstance made = instance;
        return made != null && made.memoryExhausted();
    }

    /**
     * Changes the limit of the program's memory. What it holds stays, even if that is more.
     *
     * @param bytes the new {@link ResourceLimits#memoryBytes()}
     */
    public void limitMemory(long bytes) {
        synchronized (memory) {
            memoryLimit = bytes;
            WasmInstance made = instance;
            if (made != null) {
                made.limitMemory(bytes);
            }
        }
    }

    /** Waits; an interrupt stops the program first and stays set. */
    ExitStatus waitOrStop() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            finish(execute());
        } catch (StreamCalls.Abandoned e) {
            return; // another thread has declared the end
        } catch (Throwable t) { // whatever it is, somebody waits for the end
            fail(t);
        }
    }

    private ExitStatus execute() {
        try (WasmInstance made = module.instantiate(takeImports(), limits, control)) {
            synchronized (memory) {
                made.limitMemory(memoryLimit);
                instance = made;
            }
            made.call(entry);
            return ExitStatus.SUCCESS;
        } catch (ExitException e) {
            return e.status();
        }
    }

    private Imports takeImports() {
        Imports all = imports;
        imports = Imports.none();
        return all;
    }

    /** A guest that is blocked in a stream of the embedder cannot be woken: its end is declared without it. */
    private void abandonSoon() {
        CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            if (context.calls().streamCalls().abandon()) {
                try {
                    control.poll();
                } catch (WasmException e) {
                    fail(e);
                }
            }
        });
    }

    private void finish(ExitStatus status) {
        if (finished.compareAndSet(false, true)) {
            closeContext();
            result.complete(status);
        }
    }

    private void fail(Throwable cause) {
        if (finished.compareAndSet(false, true)) {
            closeContext();
            result.completeExceptionally(cause);
        }
    }

    private void closeContext() {
        try {
            context.close();
        } catch (RuntimeException e) {
            System.getLogger(WasiProcess.class.getName())
                    .log(System.Logger.Level.WARNING, "closing the files of an ended guest failed", e);
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException("guest failed", cause);
    }
}
