package dev.sedge.agent.cli;

import dev.sedge.agent.launch.Guest;
import dev.sedge.runtime.WasmException;
import dev.sedge.wasi.ExitStatus;
import dev.sedge.wasi.WasiProcess;
import java.time.Duration;

/** Runs a guest to its end in the foreground. When the process is told to end, the guest is stopped and tidied first. */
final class GuestRun {
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Guest guest;

    GuestRun(Guest guest) {
        this.guest = guest;
    }

    /**
     * Starts the guest and waits.
     *
     * @throws WasmException if it did not end by itself
     */
    ExitStatus toTheEnd() throws InterruptedException {
        WasiProcess process = guest.start();
        Thread hook = new Thread(() -> stop(process), "sedge-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return process.waitFor();
        } finally {
            unhook(hook);
        }
    }

    private void stop(WasiProcess process) {
        process.stop();
        try {
            process.waitFor(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (WasmException e) {
            // That is how a guest that was stopped ends.
        }
        guest.close();
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook does its work.
        }
    }
}
