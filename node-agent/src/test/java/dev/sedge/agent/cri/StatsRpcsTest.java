package dev.sedge.agent.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.v1.ContainerStats;
import dev.sedge.agent.cri.v1.ContainerStatsFilter;
import dev.sedge.agent.cri.v1.ContainerStatsRequest;
import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.cri.v1.ListContainerStatsRequest;
import dev.sedge.agent.cri.v1.ListPodSandboxStatsRequest;
import dev.sedge.agent.cri.v1.PodSandboxStats;
import dev.sedge.agent.cri.v1.PodSandboxStatsRequest;
import dev.sedge.agent.pod.Container;
import dev.sedge.agent.pod.PodsFixture;
import dev.sedge.wasi.Stdio;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsRpcsTest {
    @TempDir
    Path directory;

    private PodsFixture fixture;
    private StatsRpcs rpcs;

    @BeforeEach
    void open() {
        fixture = new PodsFixture(directory);
        rpcs = new StatsRpcs(fixture.pods, directory, InstantSource.fixed(PodsFixture.NOW));
    }

    @Test
    void containerStats_areThoseOfTheGuest() throws Exception {
        Container container = fixture.runContainer("app");
        fixture.pods.update(
                container.id(),
                LinuxContainerResources.newBuilder()
                        .setMemoryLimitInBytes(100_000)
                        .build());
        ContainerStats stats = rpcs.containerStats(ContainerStatsRequest.newBuilder()
                        .setContainerId(container.id())
                        .build())
                .getStats();
        assertThat(stats.getAttributes().getMetadata().getName()).isEqualTo("app");
        assertThat(stats.getCpu().getTimestamp()).isEqualTo(PodsFixture.NOW_NANOS);
        assertThat(stats.getCpu().getUsageCoreNanoSeconds().getValue()).isEqualTo(250_000_000);
        assertThat(stats.getMemory().getWorkingSetBytes().getValue()).isEqualTo(65536);
        assertThat(stats.getMemory().getAvailableBytes().getValue()).isEqualTo(100_000 - 65536);
        assertThat(stats.getWritableLayer().getFsId().getMountpoint()).isEqualTo(directory.toString());
        assertThat(stats.getWritableLayer().getUsedBytes().getValue()).isEqualTo(4096);
        assertThat(stats.getWritableLayer().getInodesUsed().getValue()).isEqualTo(2);
    }

    @Test
    void containerStats_ofAnUnknownContainer_isNotFound() {
        assertThatThrownBy(() -> rpcs.containerStats(ContainerStatsRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(
                        CriException.class, e -> assertThat(e.kind()).isEqualTo(CriException.Kind.NOT_FOUND));
    }

    @Test
    void list_hasThoseThatRunAndAreAskedFor() throws Exception {
        Container ended = fixture.runContainer("ended");
        fixture.lastGuest().exit(0);
        Container running = fixture.runContainer("running");
        Container other = fixture.runContainer("other");
        assertThat(list(ContainerStatsFilter.newBuilder()))
                .containsExactlyInAnyOrder(running.id(), other.id())
                .doesNotContain(ended.id());
        assertThat(list(ContainerStatsFilter.newBuilder().setPodSandboxId(other.sandboxId())))
                .containsExactly(other.id());
        assertThat(list(ContainerStatsFilter.newBuilder().putLabelSelector("io.kubernetes.container.name", "running")))
                .containsExactly(running.id());
    }

    @Test
    void sandboxStats_areTheSumOfTheContainers() throws Exception {
        Container container = fixture.runContainer("app");
        fixture.pods.exec(container.id(), List.of("ls"), Stdio.none());
        Container second = fixture.pods.create(container.sandboxId(), PodsFixture.container("second"));
        fixture.pods.start(second.id());
        PodSandboxStats stats = rpcs.podSandboxStats(PodSandboxStatsRequest.newBuilder()
                        .setPodSandboxId(container.sandboxId())
                        .build())
                .getStats();
        assertThat(stats.getLinux().getCpu().getUsageCoreNanoSeconds().getValue())
                .isEqualTo(750_000_000);
        assertThat(stats.getLinux().getMemory().getWorkingSetBytes().getValue()).isEqualTo(3 * 65536);
        assertThat(stats.getLinux().getProcess().getProcessCount().getValue()).isEqualTo(3);
        assertThat(stats.getLinux().getContainersList()).hasSize(2);
        assertThat(rpcs.listPodSandboxStats(ListPodSandboxStatsRequest.getDefaultInstance())
                        .getStatsList())
                .containsExactly(stats);
        fixture.pods.stopSandbox(container.sandboxId());
        assertThat(rpcs.listPodSandboxStats(ListPodSandboxStatsRequest.getDefaultInstance())
                        .getStatsList())
                .isEmpty();
    }

    private List<String> list(ContainerStatsFilter.Builder filter) {
        return rpcs
                .listContainerStats(
                        ListContainerStatsRequest.newBuilder().setFilter(filter).build())
                .getStatsList()
                .stream()
                .map(stats -> stats.getAttributes().getId())
                .toList();
    }
}
