package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.grant.PodGrants;
import dev.sedge.agent.tools.ToolContext;
import dev.sedge.oci.OciException;
import dev.sedge.runtime.LinkException;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.wasi.Access;
import dev.sedge.wasi.Environment;
import dev.sedge.wasi.Listener;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.Stdio;
import dev.sedge.wasi.Wasi;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiException;
import dev.sedge.wasi.WasiLimits;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A container of one Wasm program: its files are open from the preparation until the program has ended, so that nothing
 * of a volume is held when kubelet unmounts it. Thread-safe.
 */
final class WasmContainer implements PreparedContainer {
    private final ContainerSpec spec;
    private final ContainerWords words;
    private final ContainerFiles files;
    private final ProgramFinder finder;
    private final Program program;
    private final ContainerLimits limits;
    private final ImageLeases.Held lease;
    private final Set<LimitedGuest> running = ConcurrentHashMap.newKeySet();

    /** Guarded by this. */
    private State state = State.PREPARED;

    /** Where in its life the container is. */
    private enum State {
        PREPARED,
        RUNNING,
        ENDED,
        CLOSED
    }

    WasmContainer(
            ContainerSpec spec,
            ContainerWords words,
            ContainerFiles files,
            ProgramFinder finder,
            Program program,
            ContainerLimits limits,
            ImageLeases.Held lease) {
        this.spec = spec;
        this.words = words;
        this.files = files;
        this.finder = finder;
        this.program = program;
        this.limits = limits;
        this.lease = lease;
    }

    @Override
    public List<String> args() {
        return words.argv();
    }

    @Override
    public synchronized List<String> allowances() {
        List<String> lines = new ArrayList<>(files.describe());
        lines.addAll(limits.describe());
        return List.copyOf(lines);
    }

    @Override
    public RunningGuest start(Stdio stdio) {
        LimitedGuest main;
        synchronized (this) {
            if (state != State.PREPARED) {
                throw new LaunchException("cannot start container " + spec.id() + ": it was started before");
            }
            finder.layerMayChange();
            main = launch(program, words.argv(), stdio, limits.listeners());
            state = State.RUNNING;
        }
        return new MainGuest(main, main.onEnd().thenCompose(this::finish));
    }

    @Override
    public RunningGuest exec(List<String> command, Stdio stdio) {
        if (command.isEmpty()) {
            throw new LaunchException("cannot run nothing: name a module in the container, or a tool");
        }
        Program other = execProgram(command.get(0));
        synchronized (this) {
            requireRunning();
            return launch(other, command, stdio, List.of());
        }
    }

    private Program execProgram(String name) {
        synchronized (this) {
            requireRunning();
        }
        try {
            return name.equals(words.argv().get(0)) ? program : finder.find(name);
        } catch (OciException e) {
            throw new LaunchException("cannot run " + name + ": " + e.getMessage(), e);
        }
    }

    private void requireRunning() {
        if (state != State.RUNNING) {
            throw new LaunchException("container " + spec.id() + " is not running");
        }
    }

    @Override
    public synchronized void update(LinuxContainerResources resources) {
        limits.update(resources, running);
    }

    @Override
    public LayerUsage layerUsage() {
        return files.usage();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
        }
        running.forEach(guest -> guest.stop(GuestEnds.KILLED));
        files.close();
        lease.close();
    }

    /** The program has ended: what runs beside it ends with it, and nothing stays open. */
    private CompletableFuture<GuestEnd> finish(GuestEnd end) {
        List<LimitedGuest> others;
        synchronized (this) {
            state = state == State.CLOSED ? State.CLOSED : State.ENDED;
            others = List.copyOf(running);
        }
        others.forEach(guest -> guest.stop(GuestEnds.KILLED));
        CompletableFuture<?>[] ends = others.stream().map(RunningGuest::onEnd).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(ends).thenApply(nothing -> {
            files.close();
            return end;
        });
    }

    private LimitedGuest launch(Program what, List<String> argv, Stdio stdio, List<Listener> listeners) {
        LimitedGuest guest = what instanceof Program.Module module
                ? startModule(module, config(argv, stdio, listeners))
                : startTool((Program.Ours) what, argv, stdio);
        running.add(guest);
        limits.watch(guest);
        var unused = guest.onEnd().whenComplete((end, failure) -> forget(guest));
        return guest;
    }

    private synchronized void forget(LimitedGuest guest) {
        running.remove(guest);
        limits.forget(guest);
    }

    private LimitedGuest startModule(Program.Module module, WasiConfig config) {
        ResourceLimits most = limits.resources();
        try {
            return new ModuleGuest(Wasi.start(module.wasm(), config, most), most);
        } catch (WasiException | LinkException e) {
            throw new LaunchException("cannot start container " + spec.id() + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new LaunchException(
                    "cannot start container " + spec.id() + ": the agent has no room for another thread", e);
        }
    }

    private WasiConfig config(List<String> argv, Stdio stdio, List<Listener> listeners) {
        PodGrants grants = limits.grants();
        try {
            WasiConfig.Builder config = WasiConfig.builder()
                    .args(argv)
                    .environment(Environment.of(words.environment()))
                    .stdio(stdio)
                    .randomness(grants.randomness())
                    .wallClock(grants.clock().wall())
                    .monotonicClock(grants.clock().monotonic())
                    .limits(WasiLimits.defaults().withOpenDescriptors(grants.openFiles()))
                    .preopen(Preopen.of(files.tree(), "/", Access.READ_WRITE));
            listeners.forEach(config::listener);
            return config.build();
        } catch (IllegalArgumentException e) {
            throw new LaunchException("cannot start container " + spec.id() + ": " + e.getMessage(), e);
        }
    }

    private LimitedGuest startTool(Program.Ours ours, List<String> argv, Stdio stdio) {
        ToolContext context = new ToolContext(
                argv,
                words.environment(),
                files.tree(),
                words.workingDirectory(),
                stdio.input().orElseGet(InputStream::nullInputStream),
                stdio.output().orElseGet(OutputStream::nullOutputStream),
                stdio.error().orElseGet(OutputStream::nullOutputStream));
        return ToolGuest.start(ours.tool(), context);
    }

    /** The program of the container, which has ended once all that ran beside it has ended, too. */
    private record MainGuest(LimitedGuest main, CompletableFuture<GuestEnd> end) implements RunningGuest {
        @Override
        public CompletableFuture<GuestEnd> onEnd() {
            return end.copy();
        }

        @Override
        public void stop(int exitCode) {
            main.stop(exitCode);
        }

        @Override
        public Duration cpuTime() {
            return main.cpuTime();
        }

        @Override
        public long memoryBytes() {
            return main.memoryBytes();
        }
    }
}
