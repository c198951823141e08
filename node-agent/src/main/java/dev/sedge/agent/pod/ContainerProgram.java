package dev.sedge.agent.pod;

import static java.lang.System.Logger.Level.ERROR;

import dev.sedge.agent.io.ContainerIo;
import dev.sedge.agent.launch.PreparedContainer;
import dev.sedge.agent.launch.RunningGuest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What runs of a container: its own program with its streams, and those that were started beside it. Once it has ended,
 * nothing of the guest is held but its figures. Thread-safe.
 */
final class ContainerProgram {
    /** The exit code of a guest that was stopped. */
    static final int KILLED = 137;

    private static final int INTERRUPTED = 130;
    private static final System.Logger LOG = System.getLogger(ContainerProgram.class.getName());

    private final Execs execs = new Execs();
    private volatile Optional<Running> running = Optional.empty(); // Set by the start and the end, read by all.
    private volatile Duration spent = Duration.ZERO; // As running.

    private record Running(RunningGuest guest, ContainerIo streams) {}

    /** Starts the program with these streams, which are closed if that fails. */
    RunningGuest start(PreparedContainer prepared, ContainerIo streams) {
        boolean started = false;
        try {
            RunningGuest guest = prepared.start(streams.guestStdio());
            streams.onInterruptKey(() -> guest.stop(INTERRUPTED));
            running = Optional.of(new Running(guest, streams));
            started = true;
            return guest;
        } finally {
            if (!started) {
                streams.close();
            }
        }
    }

    /** Notes that the program has ended; its log is complete then. */
    void ended() {
        running.ifPresent(now -> {
            try {
                now.streams().end();
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.log(ERROR, "the streams of a container were not closed in order", e); // Its end is told anyway.
            }
            spent = now.guest().cpuTime();
        });
        running = Optional.empty();
    }

    /** Stops the program at once, without waiting. */
    void interrupt() {
        running.ifPresent(now -> {
            now.guest().stop(KILLED);
            now.streams().release();
        });
    }

    /** The streams, while it runs. */
    Optional<ContainerIo> streams() {
        return running.map(Running::streams);
    }

    /** Takes in a program that was started beside it. */
    void addExec(RunningGuest guest) {
        execs.add(guest);
    }

    /** Stops all that runs beside it; complete when all have ended. */
    CompletableFuture<Void> stopExecs() {
        return execs.stop();
    }

    /** What runs now uses, and what has run has used. */
    Container.Usage usage(PreparedContainer.LayerUsage layer) {
        Optional<RunningGuest> guest = running.map(Running::guest);
        Duration own = guest.map(RunningGuest::cpuTime).orElse(spent);
        long memory = guest.map(RunningGuest::memoryBytes).orElse(0L);
        return new Container.Usage(
                own.plus(execs.cpuTime()),
                memory + execs.memoryBytes(),
                (guest.isPresent() ? 1 : 0) + execs.count(),
                layer);
    }
}
