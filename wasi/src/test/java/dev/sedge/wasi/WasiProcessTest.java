package dev.sedge.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.GuestInterruptedException;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.WasmModule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WasiProcessTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"empty", "calls", "memory", "host", "random", "sleep", "poll", "read", "write", "fill"})
    void stop_whateverTheGuestDoes_endsIt(String mode) throws InterruptedException {
        SignallingOutput out = new SignallingOutput(false);
        try (SilentInput silent = new SilentInput()) {
            WasiProcess process = start(WasiConfig.builder()
                    .args("loop", mode)
                    .stdin(silent)
                    .stdout(out)
                    .randomness(Randomness.secure())
                    .limits(WasiLimits.defaults().withFileBytes(1 << 16))
                    .preopen(Preopen.directory(directory, "/", Access.READ_WRITE)));
            out.awaitOutput();
            process.stop();
            assertEndsInterrupted(process, mode);
        }
    }

    @Test
    void stop_guestThatWaitsForInput_endsItAtOnce() throws InterruptedException {
        try (SilentInput silent = new SilentInput()) {
            WasiProcess process =
                    start(WasiConfig.builder().args("loop", "read").stdin(silent));
            silent.awaitReader();
            process.stop();
            assertThatThrownBy(process::waitFor).isInstanceOf(GuestInterruptedException.class);
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void stop_guestThatWritesToAFullPipe_endsItThoughItsThreadStays() throws InterruptedException {
        try (SignallingOutput pipe = new SignallingOutput(true)) {
            WasiProcess process =
                    start(WasiConfig.builder().args("loop", "write").stdout(pipe));
            pipe.awaitFull();
            process.stop();
            assertThatThrownBy(process::waitFor).isInstanceOf(GuestInterruptedException.class);
        }
    }

    @Test
    void stop_guestThatHasEnded_changesNothing() throws InterruptedException {
        WasiProcess process = Wasi.start(
                TestModules.module("c/hello.wasm"), WasiConfig.builder().build(), ResourceLimits.defaults());
        assertThat(process.waitFor()).isEqualTo(ExitStatus.SUCCESS);
        process.stop();
        assertThat(process.waitFor()).isEqualTo(ExitStatus.SUCCESS);
    }

    @Test
    void waitFor_guestThatStillRuns_isEmptyAfterTheTime() throws InterruptedException {
        WasiProcess process = start(WasiConfig.builder().args("loop", "sleep"));
        assertThat(process.waitFor(Duration.ofMillis(1))).isEmpty();
        assertThat(process.isAlive()).isTrue();
        process.stop();
        assertThatThrownBy(() -> process.waitFor(Duration.ofMinutes(1))).isInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void onExit_cancelledByTheCaller_leavesTheGuestAlone() throws InterruptedException {
        WasiProcess process = start(WasiConfig.builder().args("loop", "sleep"));
        assertThat(process.onExit().cancel(true)).isTrue();
        assertThat(process.isAlive()).isTrue();
        CompletableFuture<ExitStatus> exit = process.onExit();
        process.stop();
        assertThatThrownBy(exit::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void run_interruptedCaller_stopsTheGuestAndStaysInterrupted() throws InterruptedException {
        SignallingOutput out = new SignallingOutput(false);
        WasiConfig config =
                WasiConfig.builder().args("loop", "sleep").stdout(out).build();
        CompletableFuture<String> seen = new CompletableFuture<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                Wasi.run(TestModules.module("c/loop.wasm"), config);
            } catch (GuestInterruptedException e) {
                seen.complete("guest stopped, caller interrupted: "
                        + Thread.currentThread().isInterrupted());
            } finally {
                ended.countDown();
            }
        });
        caller.start();
        out.awaitOutput();
        caller.interrupt();
        ended.await();
        assertThat(seen).isCompletedWithValue("guest stopped, caller interrupted: true");
    }

    @Test
    void run_thousandGuests_leaveDescriptorsThreadsAndHeapFlat() throws InterruptedException {
        WasmModule module = TestModules.module("c/process.wasm");
        WasiConfig config = WasiConfig.builder()
                .args("process")
                .randomness(Randomness.secure())
                .preopen(Preopen.directory(directory, "/", Access.READ_WRITE))
                .build();
        run(module, config, 20);
        long files = OpenFiles.count();
        long heap = usedHeap();

        run(module, config, 1_000);

        assertThat(OpenFiles.count()).isEqualTo(files);
        assertThat(guestThreads()).isEmpty();
        // One leaked instance would hold at least its 128 KiB of memory.
        assertThat(usedHeap() - heap).isLessThan(64L << 20);
    }

    private static void run(WasmModule module, WasiConfig config, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(Wasi.run(module, config)).isEqualTo(ExitStatus.SUCCESS);
        }
    }

    private static List<Thread> guestThreads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("sedge-guest"));
        for (Thread thread : threads) {
            thread.join(); // one that has told its end may still have its last steps to do
        }
        threads.removeIf(thread -> !thread.isAlive());
        return threads;
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static WasiProcess start(WasiConfig.Builder config) {
        return Wasi.start(TestModules.module("c/loop.wasm"), config.build(), ResourceLimits.defaults());
    }

    private static void assertEndsInterrupted(WasiProcess process, String mode) throws InterruptedException {
        if (mode.equals("fill")) { // ends by itself when the file is full, or is stopped before
            try {
                assertThat(process.waitFor()).isEqualTo(new ExitStatus(1));
            } catch (GuestInterruptedException e) {
                assertThat(process.isAlive()).isFalse();
            }
            return;
        }
        assertThatThrownBy(process::waitFor).isInstanceOf(GuestInterruptedException.class);
    }
}
