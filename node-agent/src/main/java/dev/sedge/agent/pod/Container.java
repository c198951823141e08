package dev.sedge.agent.pod;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.io.ClientStreams;
import dev.sedge.agent.io.ContainerIo;
import dev.sedge.agent.launch.GuestEnd;
import dev.sedge.agent.launch.LaunchException;
import dev.sedge.agent.launch.PreparedContainer;
import dev.sedge.agent.launch.RunningGuest;
import dev.sedge.agent.log.Event;
import dev.sedge.agent.state.StateStore.Commit;
import dev.sedge.agent.state.v1.ContainerRecord;
import dev.sedge.wasi.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A container: created, then running, then exited. Thread-safe; start and removal exclude each other, and the end of its
 * guest can come at any time, on the guest's own thread.
 */
public final class Container {
    private static final int START_ERROR = 128;
    private static final System.Logger LOG = System.getLogger(Container.class.getName());

    private final PodContext context;
    private final ContainerRecord made;
    private final Optional<PreparedContainer> prepared;
    private final ContainerRecorder recorder;
    private final ReentrantLock startAndRemoval = new ReentrantLock();
    private final ContainerProgram program = new ContainerProgram();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Lifecycle lifecycle; // Changed by whoever starts it and by the guest's thread, read by all.
    private boolean removed; // Guarded by startAndRemoval.

    /** A container that was made now. */
    static Container created(PodContext context, ContainerRecord record, PreparedContainer prepared) {
        return new Container(context, record, Optional.of(prepared), Lifecycle.CREATED);
    }

    /** A container of an earlier run of the agent, with its end. */
    static Container recovered(PodContext context, ContainerRecord record) {
        return new Container(context, record, Optional.empty(), ContainerRecorder.readEnd(record));
    }

    private Container(
            PodContext context, ContainerRecord made, Optional<PreparedContainer> prepared, Lifecycle lifecycle) {
        this.context = context;
        this.made = made;
        this.prepared = prepared;
        this.lifecycle = lifecycle;
        recorder = new ContainerRecorder(context.store(), made);
    }

    /** The id. */
    public String id() {
        return made.getId();
    }

    /** The id of its sandbox. */
    public String sandboxId() {
        return made.getSandboxId();
    }

    /** What kubelet asked for, unaltered but for the resources, which are those of the latest update. */
    public ContainerConfig config() {
        return recorder.record().getConfig();
    }

    /** The id of its image. */
    public String imageId() {
        return made.getImageId();
    }

    /** The name of its image. */
    public String imageName() {
        return made.getImageName();
    }

    /** Where its output goes; empty if it is discarded. */
    public Optional<Path> logFile() {
        return made.getLogFile().isEmpty() ? Optional.empty() : Optional.of(Path.of(made.getLogFile()));
    }

    /** When it was made: nanoseconds since 1970. */
    public long createdAt() {
        return made.getCreatedAt();
    }

    /** What is stored of it. */
    ContainerRecord record() {
        return recorder.record();
    }

    /** What it does now. An end is told only after it was stored. */
    public Lifecycle lifecycle() {
        return lifecycle;
    }

    /** The arguments of its program; empty for one of an earlier run of the agent. */
    public List<String> args() {
        return prepared.map(PreparedContainer::args).orElse(List.of());
    }

    /** What its program may see, touch and use; empty for one of an earlier run of the agent. */
    public List<String> allowances() {
        return prepared.map(PreparedContainer::allowances).orElse(List.of());
    }

    /** What it uses now. */
    public Usage usage() {
        return program.usage(
                prepared.map(PreparedContainer::layerUsage).orElse(new PreparedContainer.LayerUsage(0, 0)));
    }

    /** Starts its program, once. */
    void start(PodSandbox sandbox) throws CriException, InterruptedException {
        RunningGuest guest;
        Commit commit;
        startAndRemoval.lockInterruptibly();
        try {
            requireStartable(sandbox);
            guest = startProgram();
            lifecycle = Lifecycle.running(context.settings().now());
            commit = recorder.lifecycle(lifecycle);
        } finally {
            startAndRemoval.unlock();
        }
        LOG.log(INFO, event("container started").with("args", args()));
        Endings.of(guest, this::ended);
        try {
            commit.await(); // While the guest runs already: whether or not this is stored, it may have run.
        } catch (IOException e) {
            guest.stop(ContainerProgram.KILLED);
            throw notStored("start", e);
        }
    }

    private void requireStartable(PodSandbox sandbox) throws CriException {
        if (removed) {
            throw new CriException(CriException.Kind.NOT_FOUND, "container " + id() + " was removed");
        }
        if (lifecycle.phase() != Lifecycle.Phase.CREATED) {
            String phase = lifecycle.isRunning() ? "is running" : "has exited";
            throw new CriException(
                    CriException.Kind.FAILED_PRECONDITION,
                    "container " + id() + " cannot be started: it " + phase + " already; create a new one");
        }
        sandbox.requireReady();
    }

    private RunningGuest startProgram() throws CriException {
        try {
            return program.start(prepared.orElseThrow(), openStreams());
        } catch (LaunchException e) {
            throw startFailed(e);
        }
    }

    private ContainerIo openStreams() throws CriException {
        ContainerConfig wanted = config();
        try {
            Optional<Path> log = logFile();
            if (log.isPresent()) {
                makeDirectoryOf(log.get());
            }
            return ContainerIo.open(new ContainerIo.Options(
                    log,
                    wanted.getStdin(),
                    wanted.getStdinOnce(),
                    wanted.getTty(),
                    context.settings().attachGrace()));
        } catch (IOException e) {
            throw startFailed(new IOException("cannot open its log " + made.getLogFile() + ": " + e, e));
        }
    }

    // Kubelet has made it, and a directory that is there already is an exception to createDirectories.
    private static void makeDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
    }

    // As other runtimes do it: the container has exited, so that kubelet shows why and makes the next one.
    private CriException startFailed(Exception cause) {
        String message = "container " + id() + " cannot be started: " + cause.getMessage();
        end(Lifecycle.running(context.settings().now()), new GuestEnd(START_ERROR, "StartError", message));
        return new CriException(CriException.Kind.FAILED_PRECONDITION, message, cause);
    }

    private void ended(GuestEnd end) {
        program.ended();
        end(lifecycle, end);
        var unused = program.stopExecs(); // Now that no more are started.
    }

    private void end(Lifecycle started, GuestEnd end) {
        GuestEnd told = context.shutdown().get() ? new GuestEnd(Recovery.LOST, "Error", Recovery.STOPPED) : end;
        Lifecycle exited = started.exited(context.settings().now(), told.exitCode(), told.reason(), told.message());
        try {
            recorder.lifecycle(exited).await();
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    ERROR,
                    event("the end of a container is told without being stored").causedBy(e));
        }
        lifecycle = exited;
        ended.complete(null);
        LOG.log(
                INFO,
                event("container exited")
                        .with("code", exited.exitCode())
                        .with("reason", exited.reason())
                        .with("message", exited.message()));
    }

    /** Stops its program at once, without waiting. */
    void interrupt() {
        program.interrupt();
    }

    /**
     * Stops its program at once and waits for its end; nothing happens if it does not run.
     *
     * @param timeout how long the end may take; the agent's own patience counts if that is longer
     */
    void stop(Duration timeout) throws CriException, InterruptedException {
        startAndRemoval.lockInterruptibly();
        try {
            interrupt();
        } finally {
            startAndRemoval.unlock();
        }
        awaitEnd(timeout);
    }

    private void awaitEnd(Duration timeout) throws CriException, InterruptedException {
        if (!lifecycle.isRunning()) {
            return;
        }
        Duration patience = context.settings().stopPatience();
        await(ended, timeout.compareTo(patience) > 0 ? timeout : patience);
    }

    private void await(CompletableFuture<Void> end, Duration patience) throws CriException, InterruptedException {
        try {
            end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // It is only ever completed normally.
        } catch (TimeoutException e) {
            throw new CriException(
                    CriException.Kind.DEADLINE_EXCEEDED, "container " + id() + " was stopped and has not ended yet", e);
        }
    }

    /** Stops and forgets it and all that is its own on the disk; nothing happens the second time. */
    void remove() throws CriException, InterruptedException {
        startAndRemoval.lockInterruptibly();
        try {
            if (removed) {
                return;
            }
            interrupt();
            awaitEnd(Duration.ZERO);
            await(program.stopExecs(), context.settings().stopPatience());
            forget();
        } finally {
            startAndRemoval.unlock();
        }
    }

    private void forget() throws CriException {
        Commit commit = context.store().removeContainer(id());
        prepared.ifPresent(PreparedContainer::close);
        context.directories().delete(context.directories().container(id()));
        try {
            commit.await();
        } catch (IOException e) {
            throw notStored("removal", e);
        }
        removed = true;
        LOG.log(INFO, event("container removed"));
    }

    /** Gives back what it holds if it was not started, because now it cannot be any more. */
    void abandon() throws InterruptedException {
        startAndRemoval.lockInterruptibly();
        try {
            if (lifecycle.phase() == Lifecycle.Phase.CREATED && !removed) {
                prepared.ifPresent(PreparedContainer::close); // Or kubelet could not unmount its volumes.
            }
        } finally {
            startAndRemoval.unlock();
        }
    }

    /** Gives back what it holds, though nobody was told of it. */
    void discard() {
        startAndRemoval.lock();
        try {
            if (!removed) {
                removed = true;
                prepared.ifPresent(PreparedContainer::close);
            }
        } finally {
            startAndRemoval.unlock();
        }
    }

    /** Starts another program in it. */
    RunningGuest exec(List<String> command, Stdio stdio) throws CriException {
        requireRunning("run a program in");
        RunningGuest guest;
        try {
            guest = prepared.orElseThrow().exec(command, stdio);
        } catch (LaunchException e) {
            throw new CriException(
                    CriException.Kind.FAILED_PRECONDITION,
                    "cannot run " + command + " in container " + id() + ": " + e.getMessage(),
                    e);
        }
        program.addExec(guest);
        if (!lifecycle.isRunning()) {
            guest.stop(ContainerProgram.KILLED);
        }
        return guest;
    }

    /** Connects a client to its streams until it ends or the client goes. */
    void attach(ClientStreams client) throws CriException, InterruptedException {
        streams("attach to").attach(client);
    }

    private ContainerIo streams(String action) throws CriException {
        return program.streams().orElseThrow(() -> notRunning(action));
    }

    /** Fails if its program does not run. */
    public void requireRunning(String action) throws CriException {
        if (!lifecycle.isRunning()) {
            throw notRunning(action);
        }
    }

    private CriException notRunning(String action) {
        return new CriException(
                CriException.Kind.FAILED_PRECONDITION,
                "cannot " + action + " container " + id() + ": it is not running");
    }

    /** Goes on in a new log file. */
    void reopenLog() throws CriException {
        ContainerIo streams = streams("reopen the log of");
        try {
            streams.reopenLog();
        } catch (IOException e) {
            throw new CriException(
                    CriException.Kind.INTERNAL, "cannot reopen the log of container " + id() + ": " + e, e);
        }
    }

    /** Changes its limits: what is set in the update replaces what was. */
    void update(LinuxContainerResources update) throws CriException, InterruptedException {
        startAndRemoval.lockInterruptibly();
        try {
            if (removed || lifecycle.phase() == Lifecycle.Phase.EXITED) {
                throw notRunning("change the limits of");
            }
            prepared.orElseThrow().update(update);
            recorder.resources(update).await();
        } catch (LaunchException e) {
            throw new CriException(
                    CriException.Kind.FAILED_PRECONDITION,
                    "cannot change the limits of container " + id() + ": " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw notStored("limits", e);
        } finally {
            startAndRemoval.unlock();
        }
    }

    /** Something that happened to it, for the agent's log. */
    Event event(String message) {
        var metadata = made.getConfig().getMetadata();
        return Event.of(message)
                .with("container", id())
                .with("name", metadata.getName())
                .with("attempt", Integer.toUnsignedString(metadata.getAttempt()))
                .with("sandbox", sandboxId());
    }

    private CriException notStored(String what, IOException cause) {
        return new CriException(
                CriException.Kind.INTERNAL,
                "the " + what + " of container " + id() + " cannot be stored: " + cause.getMessage(),
                cause);
    }

    /**
     * What a container uses.
     *
     * @param cpuTime the CPU time of its program and of those that were run beside it, until now
     * @param memoryBytes the memory of those that run now
     * @param programs how many run now
     * @param layer what it has written
     */
    public record Usage(Duration cpuTime, long memoryBytes, int programs, PreparedContainer.LayerUsage layer) {}
}
