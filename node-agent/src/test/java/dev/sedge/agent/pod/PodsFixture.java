package dev.sedge.agent.pod;

import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.ContainerMetadata;
import dev.sedge.agent.cri.v1.ImageSpec;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.cri.v1.PodSandboxMetadata;
import dev.sedge.agent.launch.FakeContainer;
import dev.sedge.agent.launch.FakeGuest;
import dev.sedge.agent.state.MemoryStateStore;
import dev.sedge.agent.state.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Pods of fake guests, in a directory of the test, at a time that stands still. */
public final class PodsFixture {
    /** The time of all that happens. */
    public static final Instant NOW = Instant.ofEpochSecond(1_700_000_000, 5);

    /** The same in nanoseconds. */
    public static final long NOW_NANOS = 1_700_000_000_000_000_005L;

    /** The image that they are made of. */
    public final FakeImages images = new FakeImages();

    /** What they keep. */
    public final MemoryStateStore store;

    /** The pods. */
    public final Pods pods;

    private final Path root;

    /** The first agent with this root. */
    public PodsFixture(Path root) {
        this(root, new MemoryStateStore());
    }

    private PodsFixture(Path root, MemoryStateStore store) {
        this.root = root;
        this.store = store;
        this.pods = open(root, store, images);
    }

    /** Pods in some other store. */
    public static Pods open(Path root, StateStore store, ContainerImages images) {
        try {
            var settings = new PodSettings(
                    root.resolve("agent"), InstantSource.fixed(NOW), Duration.ofMillis(200), Duration.ZERO);
            return Pods.open(settings, store, images, Runnable::run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next agent, after this one was killed. */
    public PodsFixture restarted() {
        return new PodsFixture(root, new MemoryStateStore(store.current()));
    }

    /** The container that was made last. */
    public FakeContainer lastContainer() {
        return images.made.get(images.made.size() - 1);
    }

    /** The guest that was started last in it. */
    public FakeGuest lastGuest() {
        var guests = lastContainer().guests;
        return guests.get(guests.size() - 1);
    }

    /** A sandbox that logs into the test's directory. */
    public PodSandboxConfig sandbox(String name) {
        return PodSandboxConfig.newBuilder()
                .setMetadata(PodSandboxMetadata.newBuilder()
                        .setName(name)
                        .setNamespace("default")
                        .setUid("uid-" + name))
                .setLogDirectory(root.resolve("logs").toString())
                .putLabels("io.kubernetes.pod.name", name)
                .putAnnotations("note", "ä\u0000\n")
                .build();
    }

    /** A container of the image. */
    public static ContainerConfig container(String name) {
        return ContainerConfig.newBuilder()
                .setMetadata(ContainerMetadata.newBuilder().setName(name))
                .setImage(ImageSpec.newBuilder().setImage(FakeImages.ID))
                .setLogPath(name + "/0.log")
                .putLabels("io.kubernetes.container.name", name)
                .putAnnotations("io.kubernetes.container.hash", "1a2b")
                .build();
    }

    /** A container that runs, in a sandbox of its own. */
    public Container runContainer(String name) throws Exception {
        Container container = pods.create(pods.run(sandbox("pod-" + name), "").id(), container(name));
        pods.start(container.id());
        return container;
    }
}
