package dev.sedge.agent.launch;

import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.StopReason;
import dev.sedge.wasi.ExitStatus;
import dev.sedge.wasi.WasiProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A Wasm program that runs. Thread-safe. */
final class ModuleGuest implements LimitedGuest {
    private static final int NOBODY = -1;

    private final WasiProcess process;
    private final AtomicInteger stopCode = new AtomicInteger(NOBODY);
    private final CompletableFuture<GuestEnd> end;

    /** Its limits, for messages; volatile: changed by whoever updates the container. */
    private volatile ResourceLimits limits;

    ModuleGuest(WasiProcess process, ResourceLimits limits) {
        this.process = process;
        this.limits = limits;
        this.end = process.onExit().handle(this::end);
    }

    @Override
    public CompletableFuture<GuestEnd> onEnd() {
        return end.copy();
    }

    @Override
    public void stop(int exitCode) {
        stopCode.compareAndSet(NOBODY, exitCode);
        process.stop();
    }

    @Override
    public Duration cpuTime() {
        return process.control().cpuTime();
    }

    @Override
    public long memoryBytes() {
        return process.memoryBytes();
    }

    @Override
    public void limitMemory(long bytes) {
        limits = limits.withMemoryBytes(bytes);
        process.limitMemory(bytes);
    }

    @Override
    public void pause() {
        process.control().pause();
    }

    @Override
    public void resume() {
        process.control().resume();
    }

    private GuestEnd end(@Nullable ExitStatus status, @Nullable Throwable failure) {
        if (status != null) {
            return GuestEnds.exited(status, process.memoryExhausted(), MemoryWords.of(limits));
        }
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        int code = stopCode.get();
        if (code != NOBODY
                && process.control()
                        .stopReason()
                        .filter(StopReason.REQUESTED::equals)
                        .isPresent()) {
            return GuestEnds.stopped(code);
        }
        return GuestEnds.failed(
                cause == null ? new IllegalStateException("no end is known") : cause,
                process.memoryExhausted(),
                MemoryWords.of(limits));
    }
}
