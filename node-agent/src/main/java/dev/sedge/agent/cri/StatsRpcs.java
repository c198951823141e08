package dev.sedge.agent.cri;

import dev.sedge.agent.cri.v1.ContainerAttributes;
import dev.sedge.agent.cri.v1.ContainerStats;
import dev.sedge.agent.cri.v1.ContainerStatsFilter;
import dev.sedge.agent.cri.v1.ContainerStatsRequest;
import dev.sedge.agent.cri.v1.ContainerStatsResponse;
import dev.sedge.agent.cri.v1.CpuUsage;
import dev.sedge.agent.cri.v1.FilesystemIdentifier;
import dev.sedge.agent.cri.v1.FilesystemUsage;
import dev.sedge.agent.cri.v1.LinuxPodSandboxStats;
import dev.sedge.agent.cri.v1.ListContainerStatsRequest;
import dev.sedge.agent.cri.v1.ListContainerStatsResponse;
import dev.sedge.agent.cri.v1.ListPodSandboxStatsRequest;
import dev.sedge.agent.cri.v1.ListPodSandboxStatsResponse;
import dev.sedge.agent.cri.v1.MemoryUsage;
import dev.sedge.agent.cri.v1.PodSandboxAttributes;
import dev.sedge.agent.cri.v1.PodSandboxStats;
import dev.sedge.agent.cri.v1.PodSandboxStatsFilter;
import dev.sedge.agent.cri.v1.PodSandboxStatsRequest;
import dev.sedge.agent.cri.v1.PodSandboxStatsResponse;
import dev.sedge.agent.cri.v1.ProcessUsage;
import dev.sedge.agent.cri.v1.UInt64Value;
import dev.sedge.agent.pod.Container;
import dev.sedge.agent.pod.PodSandbox;
import dev.sedge.agent.pod.Pods;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToLongFunction;

/** The calls about what containers use. Thread-safe. */
public final class StatsRpcs {
    private final Pods pods;
    private final Path layers;
    private final InstantSource clock;

    /**
     * The calls about the containers of these pods.
     *
     * @param layers a directory of the file system that holds what containers write
     */
    public StatsRpcs(Pods pods, Path layers, InstantSource clock) {
        this.pods = pods;
        this.layers = layers;
        this.clock = clock;
    }

    /** What one container uses. */
    public ContainerStatsResponse containerStats(ContainerStatsRequest request) throws CriException {
        return ContainerStatsResponse.newBuilder()
                .setStats(stats(pods.container(request.getContainerId()), now()))
                .build();
    }

    /** What each container uses that runs and is asked for. */
    public ListContainerStatsResponse listContainerStats(ListContainerStatsRequest request) {
        long now = now();
        var response = ListContainerStatsResponse.newBuilder();
        for (Container container : pods.containers()) {
            if (container.lifecycle().isRunning() && isSelected(container, request.getFilter())) {
                response.addStats(stats(container, now));
            }
        }
        return response.build();
    }

    private static boolean isSelected(Container container, ContainerStatsFilter filter) {
        return Selections.isPrefix(filter.getId(), container.id())
                && Selections.isPrefix(filter.getPodSandboxId(), container.sandboxId())
                && Selections.hasLabels(container.config().getLabelsMap(), filter.getLabelSelectorMap());
    }

    /** What the containers of one sandbox use together. */
    public PodSandboxStatsResponse podSandboxStats(PodSandboxStatsRequest request) throws CriException {
        return PodSandboxStatsResponse.newBuilder()
                .setStats(stats(pods.sandbox(request.getPodSandboxId()), now()))
                .build();
    }

    /** The same for each sandbox that is ready and asked for. */
    public ListPodSandboxStatsResponse listPodSandboxStats(ListPodSandboxStatsRequest request) {
        long now = now();
        PodSandboxStatsFilter filter = request.getFilter();
        var response = ListPodSandboxStatsResponse.newBuilder();
        for (PodSandbox sandbox : pods.sandboxes()) {
            if (sandbox.isReady()
                    && Selections.isPrefix(filter.getId(), sandbox.id())
                    && Selections.hasLabels(sandbox.config().getLabelsMap(), filter.getLabelSelectorMap())) {
                response.addStats(stats(sandbox, now));
            }
        }
        return response.build();
    }

    private PodSandboxStats stats(PodSandbox sandbox, long now) {
        List<Container> running = pods.containersOf(sandbox.id()).stream()
                .filter(container -> container.lifecycle().isRunning())
                .toList();
        List<ContainerStats> stats =
                running.stream().map(container -> stats(container, now)).toList();
        long programs = running.stream()
                .mapToLong(container -> container.usage().programs())
                .sum();
        return PodSandboxStats.newBuilder()
                .setAttributes(PodSandboxAttributes.newBuilder()
                        .setId(sandbox.id())
                        .setMetadata(sandbox.config().getMetadata())
                        .putAllLabels(sandbox.config().getLabelsMap())
                        .putAllAnnotations(sandbox.config().getAnnotationsMap()))
                .setLinux(LinuxPodSandboxStats.newBuilder()
                        .setCpu(cpu(
                                now,
                                sum(
                                        stats,
                                        each -> each.getCpu()
                                                .getUsageCoreNanoSeconds()
                                                .getValue())))
                        .setMemory(memory(
                                now,
                                sum(
                                        stats,
                                        each -> each.getMemory()
                                                .getWorkingSetBytes()
                                                .getValue())))
                        .setProcess(ProcessUsage.newBuilder().setTimestamp(now).setProcessCount(value(programs)))
                        .addAllContainers(stats))
                .build();
    }

    private static long sum(List<ContainerStats> stats, ToLongFunction<ContainerStats> part) {
        return stats.stream().mapToLong(part).sum();
    }

    private ContainerStats stats(Container container, long now) {
        Container.Usage usage = container.usage();
        MemoryUsage.Builder memory = memory(now, usage.memoryBytes());
        long limit = container.config().getLinux().getResources().getMemoryLimitInBytes();
        if (limit > 0) {
            memory.setAvailableBytes(value(Math.max(0, limit - usage.memoryBytes())));
        }
        return ContainerStats.newBuilder()
                .setAttributes(ContainerAttributes.newBuilder()
                        .setId(container.id())
                        .setMetadata(container.config().getMetadata())
                        .putAllLabels(container.config().getLabelsMap())
                        .putAllAnnotations(container.config().getAnnotationsMap()))
                .setCpu(cpu(now, usage.cpuTime().toNanos()))
                .setMemory(memory)
                .setWritableLayer(FilesystemUsage.newBuilder()
                        .setTimestamp(now)
                        .setFsId(FilesystemIdentifier.newBuilder().setMountpoint(layers.toString()))
                        .setUsedBytes(value(usage.layer().bytes()))
                        .setInodesUsed(value(usage.layer().inodes())))
                .build();
    }

    private static CpuUsage.Builder cpu(long now, long nanoseconds) {
        return CpuUsage.newBuilder().setTimestamp(now).setUsageCoreNanoSeconds(value(nanoseconds));
    }

    // Linear memory is all that a guest has: it is resident, or at least it was taken.
    private static MemoryUsage.Builder memory(long now, long bytes) {
        return MemoryUsage.newBuilder()
                .setTimestamp(now)
                .setWorkingSetBytes(value(bytes))
                .setUsageBytes(value(bytes))
                .setRssBytes(value(bytes));
    }

    private static UInt64Value.Builder value(long value) {
        return UInt64Value.newBuilder().setValue(value);
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }
}
