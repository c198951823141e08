package dev.sedge.agent.serve;

import static java.lang.System.Logger.Level.INFO;

import dev.sedge.agent.config.NodeAddress;
import dev.sedge.agent.config.NodeConfig;
import dev.sedge.agent.config.Profile;
import dev.sedge.agent.cri.ContainerRpcs;
import dev.sedge.agent.cri.ExecRpcs;
import dev.sedge.agent.cri.ImageRpcs;
import dev.sedge.agent.cri.Rpcs;
import dev.sedge.agent.cri.RuntimeRpcs;
import dev.sedge.agent.cri.SandboxRpcs;
import dev.sedge.agent.cri.StatsRpcs;
import dev.sedge.agent.cri.v1.CgroupDriver;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.grant.IpAddress;
import dev.sedge.agent.grant.Policy;
import dev.sedge.agent.image.ImageUsage;
import dev.sedge.agent.image.Images;
import dev.sedge.agent.image.RuledRegistries;
import dev.sedge.agent.launch.CompileAhead;
import dev.sedge.agent.launch.ContainerLauncher;
import dev.sedge.agent.log.Event;
import dev.sedge.agent.pod.PodSessions;
import dev.sedge.agent.pod.PodSettings;
import dev.sedge.agent.pod.Pods;
import dev.sedge.agent.pod.StoredImages;
import dev.sedge.agent.state.DirectoryStateStore;
import dev.sedge.agent.state.StateStore;
import dev.sedge.agent.transport.grpc.CriServer;
import dev.sedge.agent.transport.streaming.StreamingServer;
import dev.sedge.oci.registry.DockerConfig;
import dev.sedge.oci.store.ContentStore;
import dev.sedge.runtime.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A container runtime that runs: it answers kubelet until it is closed. Thread-safe. */
public final class Agent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());

    private final Parts parts;
    private final CriServer server;

    private Agent(Parts parts, CriServer server) {
        this.parts = parts;
        this.server = server;
    }

    /**
     * Takes over what an earlier agent left under the root, and begins to answer.
     *
     * @param version that of Sedge
     * @throws IOException if the root or the socket cannot be used; the message says why
     */
    public static Agent start(NodeConfig config, String version) throws IOException {
        Parts parts = new Parts();
        try {
            return start(config, version, parts);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static Agent start(NodeConfig config, String version, Parts parts) throws IOException {
        ContentStore content = parts.add(ContentStore.open(config.root()));
        Images images = new Images(
                content,
                new RuledRegistries(config.registries(), DockerConfig.ofUser()),
                config.policy().staleIfOffline());
        Engine engine = parts.add(Engine.create(config.codeCache()
                .engine(config.root(), config.codeCacheSize())
                .withCodeBytes(config.profile().codeBytes())));
        ContainerLauncher launcher = new ContainerLauncher(engine, policy(config));
        CompileAhead ahead = parts.add(new CompileAhead(
                config.root().resolve("ahead"),
                image -> launcher.compileAhead(image, config.profile().compileShare())));
        StateStore state = parts.add(DirectoryStateStore.open(config.root().resolve("state")));
        Pods pods = parts.add(Pods.open(
                PodSettings.of(config.root()),
                state,
                new StoredImages(images::byId, images::changes, launcher::prepare)));
        NodeIp nodeIp = new NodeIp(config.nodeIp(), NodeAddress::detect, System::nanoTime);
        StreamingServer streams = parts.add(StreamingServer.start(
                config.streamingAddress(), new PodSessions(pods, policy(config).network())));
        var table = Rpcs.table(
                new RuntimeRpcs(version, cgroupDriver(), () -> details(config, version, nodeIp, images)),
                new SandboxRpcs(pods, nodeIp),
                new ContainerRpcs(pods),
                new ExecRpcs(pods, streams),
                new StatsRpcs(pods, config.root(), InstantSource.system()),
                new ImageRpcs(
                        images,
                        new ImageUsage(content, images, config.root().resolve("containers")),
                        sandbox -> handlerOf(pods, sandbox),
                        ahead::add));
        CriServer server = parts.add(CriServer.start(config.listen(), table));
        ahead.resume(images::byId);
        Housekeeping housekeeping = parts.add(Housekeeping.start(content));
        if (config.profile() == Profile.SMALL) {
            housekeeping.trimHeap();
        }
        LOG.log(
                INFO,
                Event.of("serving")
                        .with("version", version)
                        .with("java", Runtime.version())
                        .with("socket", config.listen())
                        .with("root", config.root())
                        .with("node-ip", nodeIp.get())
                        .with("streaming", IpAddress.format(streams.address()))
                        .with("profile", config.profile().name().toLowerCase(Locale.ROOT))
                        .with("took", sinceStart().toMillis() + "ms"));
        return new Agent(parts, server);
    }

    // What `crictl info` shows beside the conditions.
    private static Map<String, String> details(NodeConfig config, String version, NodeIp nodeIp, Images images) {
        return Map.of(
                "version",
                version,
                "root",
                config.root().toString(),
                "nodeIp",
                nodeIp.get(),
                "staleImagesUsed",
                Long.toString(images.staleUses()));
    }

    // A port that the system chooses is bound already when pods come, and needs no rule.
    private static Policy policy(NodeConfig config) {
        int port = config.streamingAddress().getPort();
        Policy policy = config.policy();
        return port == 0 ? policy : policy.withNetwork(policy.network().reserving(port));
    }

    // A pull names the sandbox that it is for by its description alone.
    private static Optional<String> handlerOf(Pods pods, PodSandboxConfig sandbox) {
        return pods.sandboxes().stream()
                .filter(known -> known.config().getMetadata().equals(sandbox.getMetadata()))
                .map(known -> known.runtimeHandler())
                .findFirst();
    }

    // Guests have no cgroups; kubelet makes its own for pods, with the driver that fits the init system.
    private static CgroupDriver cgroupDriver() {
        return Files.isDirectory(Path.of("/run/systemd/system")) ? CgroupDriver.SYSTEMD : CgroupDriver.CGROUPFS;
    }

    private static Duration sinceStart() {
        InstantSource clock = InstantSource.system();
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** Waits until it is closed. */
    public void awaitEnd() throws InterruptedException {
        server.awaitTermination();
    }

    /** Takes no more calls, ends the guests, and keeps what the next agent needs to know of them. */
    @Override
    public void close() {
        parts.close();
    }
}
