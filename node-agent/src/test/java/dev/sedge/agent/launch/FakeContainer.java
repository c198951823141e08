package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.wasi.Stdio;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A container of {@link FakeGuest}s. */
public final class FakeContainer implements PreparedContainer {
    /** All that was started in it, its own program first. */
    public final List<FakeGuest> guests = new CopyOnWriteArrayList<>();

    /** What it was told about its limits. */
    public final List<LinuxContainerResources> updates = new CopyOnWriteArrayList<>();

    /** Called with each guest that starts. */
    public volatile Consumer<FakeGuest> onStart = guest -> {};

    /** The message with which starts, execs and updates fail; none if they work. */
    public volatile Optional<String> failure = Optional.empty();

    /** Whether it was closed. */
    public volatile boolean closed;

    @Override
    public List<String> args() {
        return List.of("/app.wasm", "arg");
    }

    @Override
    public List<String> allowances() {
        return List.of("network: none");
    }

    @Override
    public RunningGuest start(Stdio stdio) {
        return run(args(), stdio);
    }

    @Override
    public RunningGuest exec(List<String> command, Stdio stdio) {
        return run(command, stdio);
    }

    private FakeGuest run(List<String> command, Stdio stdio) {
        requireWorking();
        FakeGuest guest = new FakeGuest(command, stdio);
        guests.add(guest);
        onStart.accept(guest);
        return guest;
    }

    @Override
    public void update(LinuxContainerResources resources) {
        requireWorking();
        updates.add(resources);
    }

    private void requireWorking() {
        if (failure.isPresent()) {
            throw new LaunchException(failure.get());
        }
    }

    @Override
    public LayerUsage layerUsage() {
        return new LayerUsage(4096, 2);
    }

    @Override
    public void close() {
        closed = true;
    }
}
