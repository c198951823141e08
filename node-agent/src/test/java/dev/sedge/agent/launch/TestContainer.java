package dev.sedge.agent.launch;

import com.google.protobuf.ByteString;
import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.KeyValue;
import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.cri.v1.LinuxContainerSecurityContext;
import dev.sedge.agent.cri.v1.Mount;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.wasi.Stdio;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What a test asks for a container, and what it gets. */
final class TestContainer {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path own;
    private final PulledImage image;
    final PodSandboxConfig.Builder sandbox = PodSandboxConfig.newBuilder().setHostname("pod-1");
    final ContainerConfig.Builder config = ContainerConfig.newBuilder();

    TestContainer(Path directory, PulledImage image) {
        this.own = directory.resolve("container-" + NUMBER.incrementAndGet());
        this.image = image;
    }

    /** A run to the end. */
    record Run(GuestEnd end, String out, String err) {}

    TestContainer command(String... words) {
        config.addAllCommand(List.of(words));
        return this;
    }

    TestContainer args(String... words) {
        config.addAllArgs(List.of(words));
        return this;
    }

    TestContainer env(String name, String value) {
        config.addEnvs(KeyValue.newBuilder().setKey(name).setValue(ByteString.copyFromUtf8(value)));
        return this;
    }

    TestContainer mount(Path host, String guest, boolean readOnly) {
        config.addMounts(Mount.newBuilder()
                .setHostPath(host.toString())
                .setContainerPath(guest)
                .setReadonly(readOnly));
        return this;
    }

    TestContainer readOnlyRoot() {
        config.setLinux(config.getLinux().toBuilder()
                .setSecurityContext(LinuxContainerSecurityContext.newBuilder().setReadonlyRootfs(true)));
        return this;
    }

    TestContainer resources(LinuxContainerResources.Builder resources) {
        config.setLinux(config.getLinux().toBuilder().setResources(resources));
        return this;
    }

    TestContainer annotation(String name, String value) {
        sandbox.putAnnotations(name, value);
        return this;
    }

    /** Where its own files are, if it has written any. */
    Path own() {
        return own;
    }

    PreparedContainer prepare(ContainerLauncher launcher) throws IOException {
        return launcher.prepare(
                new ContainerSpec(own.getFileName().toString(), sandbox.build(), config.build(), image, own));
    }

    /** Prepares, starts, waits and closes. */
    Run run(ContainerLauncher launcher) throws IOException, InterruptedException {
        try (PreparedContainer container = prepare(launcher)) {
            return run(container);
        }
    }

    static Run run(PreparedContainer container) throws InterruptedException {
        Output output = new Output();
        return output.await(container.start(output.stdio()));
    }

    static Run exec(PreparedContainer container, String... command) throws InterruptedException {
        Output output = new Output();
        return output.await(container.exec(List.of(command), output.stdio()));
    }

    static GuestEnd await(RunningGuest guest) throws InterruptedException {
        try {
            return guest.onEnd().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the guest did not end", e);
        }
    }

    /** Collects what a guest says. */
    static final class Output {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        Stdio stdio() {
            return Stdio.none().withOutput(out).withError(err);
        }

        Run await(RunningGuest guest) throws InterruptedException {
            GuestEnd end = TestContainer.await(guest);
            return new Run(end, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }
}
