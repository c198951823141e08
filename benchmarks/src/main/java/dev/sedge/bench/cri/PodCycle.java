package dev.sedge.bench.cri;

import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.ContainerMetadata;
import dev.sedge.agent.cri.v1.ContainerState;
import dev.sedge.agent.cri.v1.ContainerStatus;
import dev.sedge.agent.cri.v1.ContainerStatusRequest;
import dev.sedge.agent.cri.v1.ContainerStatusResponse;
import dev.sedge.agent.cri.v1.CreateContainerRequest;
import dev.sedge.agent.cri.v1.CreateContainerResponse;
import dev.sedge.agent.cri.v1.ImageSpec;
import dev.sedge.agent.cri.v1.LinuxPodSandboxConfig;
import dev.sedge.agent.cri.v1.LinuxSandboxSecurityContext;
import dev.sedge.agent.cri.v1.NamespaceMode;
import dev.sedge.agent.cri.v1.NamespaceOption;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.cri.v1.PodSandboxMetadata;
import dev.sedge.agent.cri.v1.RemovePodSandboxRequest;
import dev.sedge.agent.cri.v1.RemovePodSandboxResponse;
import dev.sedge.agent.cri.v1.RunPodSandboxRequest;
import dev.sedge.agent.cri.v1.RunPodSandboxResponse;
import dev.sedge.agent.cri.v1.StartContainerRequest;
import dev.sedge.agent.cri.v1.StartContainerResponse;
import dev.sedge.agent.cri.v1.StopPodSandboxRequest;
import dev.sedge.agent.cri.v1.StopPodSandboxResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Whole lives of pods with one container that prints a line and ends: made, run, stopped, removed. Thread-safe. */
final class PodCycle {
    private static final AtomicLong NUMBER = new AtomicLong(System.currentTimeMillis());
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
    private static final long LOOK_AGAIN = TimeUnit.MICROSECONDS.toNanos(200);
    /** A call each time: more often would measure the calls. */
    private static final long ASK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

    private final Contender contender;
    private final Path logs;

    /** Cycles whose logs are written below this directory, as those of pods are below {@code /var/log/pods}. */
    PodCycle(Contender contender, Path logs) {
        this.contender = contender;
        this.logs = logs;
    }

    /** One life, with the times of its parts. */
    Times run() throws IOException, InterruptedException {
        String name = newName();
        Path log = logs.resolve(name).resolve("main").resolve("0.log");
        long begin = System.nanoTime();
        String sandbox = runSandbox(name);
        long sandboxed = System.nanoTime();
        String container = createContainer(sandbox, name, List.of());
        long created = System.nanoTime();
        startContainer(container);
        long started = System.nanoTime();
        waitForOutput(log, begin);
        long printed = System.nanoTime();
        waitForEnd(container, begin);
        long ended = System.nanoTime();
        remove(sandbox);
        long removed = System.nanoTime();
        Files.deleteIfExists(log);
        return new Times(
                sandboxed - begin,
                created - sandboxed,
                started - created,
                printed - begin,
                ended - begin,
                removed - begin);
    }

    /** Starts a pod whose program stays; its sandbox. Returns when it has printed something. */
    String start(List<String> args) throws IOException, InterruptedException {
        String name = newName();
        String sandbox = runSandbox(name);
        startContainer(createContainer(sandbox, name, args));
        waitForOutput(logs.resolve(name).resolve("main").resolve("0.log"), System.nanoTime());
        return sandbox;
    }

    /** Stops a pod and removes it. */
    void remove(String sandbox) throws IOException, InterruptedException {
        var client = contender.client();
        client.runtime(
                "StopPodSandbox",
                StopPodSandboxRequest.newBuilder().setPodSandboxId(sandbox).build(),
                StopPodSandboxResponse.getDefaultInstance());
        client.runtime(
                "RemovePodSandbox",
                RemovePodSandboxRequest.newBuilder().setPodSandboxId(sandbox).build(),
                RemovePodSandboxResponse.getDefaultInstance());
    }

    private String newName() throws IOException {
        String name = "bench-" + NUMBER.incrementAndGet();
        Files.createDirectories(logs.resolve(name).resolve("main"));
        return name;
    }

    private String runSandbox(String name) throws IOException, InterruptedException {
        return contender
                .client()
                .runtime(
                        "RunPodSandbox",
                        RunPodSandboxRequest.newBuilder()
                                .setConfig(sandbox(name, String.valueOf(logs.resolve(name))))
                                .build(),
                        RunPodSandboxResponse.getDefaultInstance())
                .getPodSandboxId();
    }

    private String createContainer(String sandbox, String name, List<String> args)
            throws IOException, InterruptedException {
        return contender
                .client()
                .runtime(
                        "CreateContainer",
                        CreateContainerRequest.newBuilder()
                                .setPodSandboxId(sandbox)
                                .setSandboxConfig(sandbox(name, String.valueOf(logs.resolve(name))))
                                .setConfig(container(args))
                                .build(),
                        CreateContainerResponse.getDefaultInstance())
                .getContainerId();
    }

    private void startContainer(String container) throws IOException, InterruptedException {
        contender
                .client()
                .runtime(
                        "StartContainer",
                        StartContainerRequest.newBuilder()
                                .setContainerId(container)
                                .build(),
                        StartContainerResponse.getDefaultInstance());
    }

    private static PodSandboxConfig sandbox(String name, String logDirectory) {
        return PodSandboxConfig.newBuilder()
                .setMetadata(PodSandboxMetadata.newBuilder()
                        .setName(name)
                        .setNamespace("default")
                        .setUid(name))
                .setLogDirectory(logDirectory)
                .putLabels("io.kubernetes.pod.name", name)
                .setLinux(LinuxPodSandboxConfig.newBuilder()
                        .setSecurityContext(LinuxSandboxSecurityContext.newBuilder()
                                .setNamespaceOptions(
                                        NamespaceOption.newBuilder().setNetwork(NamespaceMode.NODE))))
                .build();
    }

    private ContainerConfig container(List<String> args) {
        return ContainerConfig.newBuilder()
                .setMetadata(ContainerMetadata.newBuilder().setName("main"))
                .setImage(ImageSpec.newBuilder().setImage(contender.image()))
                .setLogPath("main/0.log")
                .addAllArgs(args)
                .putLabels("io.kubernetes.container.name", "main")
                .build();
    }

    private static void waitForOutput(Path log, long begin) throws IOException {
        while (!Files.exists(log) || Files.size(log) == 0) {
            pause(LOOK_AGAIN, begin, "no output in " + log);
        }
    }

    private void waitForEnd(String container, long begin) throws IOException, InterruptedException {
        ContainerStatus status = status(container);
        while (status.getState() != ContainerState.CONTAINER_EXITED) {
            pause(ASK_AGAIN, begin, "the container still runs");
            status = status(container);
        }
        if (status.getExitCode() != 0) {
            throw new IOException("the container ended with " + status.getExitCode() + ": " + status.getMessage());
        }
    }

    private ContainerStatus status(String container) throws IOException, InterruptedException {
        return contender
                .client()
                .runtime(
                        "ContainerStatus",
                        ContainerStatusRequest.newBuilder()
                                .setContainerId(container)
                                .build(),
                        ContainerStatusResponse.getDefaultInstance())
                .getStatus();
    }

    private static void pause(long nanos, long begin, String otherwise) throws IOException {
        if (System.nanoTime() - begin > PATIENCE) {
            throw new IOException(otherwise + " after a minute");
        }
        LockSupport.parkNanos(nanos);
    }

    /**
     * The times of one life in nanoseconds.
     *
     * @param sandbox RunPodSandbox alone
     * @param create CreateContainer alone
     * @param start StartContainer alone
     * @param output from the begin to the first byte in the log
     * @param end from the begin until the container is reported as ended
     * @param removed from the begin until nothing is left
     */
    record Times(long sandbox, long create, long start, long output, long end, long removed) {}
}
