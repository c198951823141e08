package dev.sedge.agent.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.agent.cri.v1.CDIDevice;
import dev.sedge.agent.cri.v1.Capability;
import dev.sedge.agent.cri.v1.Container;
import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.ContainerFilter;
import dev.sedge.agent.cri.v1.ContainerMetadata;
import dev.sedge.agent.cri.v1.ContainerState;
import dev.sedge.agent.cri.v1.ContainerStateValue;
import dev.sedge.agent.cri.v1.ContainerStatus;
import dev.sedge.agent.cri.v1.ContainerStatusRequest;
import dev.sedge.agent.cri.v1.CreateContainerRequest;
import dev.sedge.agent.cri.v1.Device;
import dev.sedge.agent.cri.v1.IDMapping;
import dev.sedge.agent.cri.v1.ImageSpec;
import dev.sedge.agent.cri.v1.Int64Value;
import dev.sedge.agent.cri.v1.LinuxContainerConfig;
import dev.sedge.agent.cri.v1.LinuxContainerResources;
import dev.sedge.agent.cri.v1.LinuxContainerSecurityContext;
import dev.sedge.agent.cri.v1.ListContainersRequest;
import dev.sedge.agent.cri.v1.Mount;
import dev.sedge.agent.cri.v1.MountPropagation;
import dev.sedge.agent.cri.v1.RemoveContainerRequest;
import dev.sedge.agent.cri.v1.StartContainerRequest;
import dev.sedge.agent.cri.v1.StopContainerRequest;
import dev.sedge.agent.cri.v1.UpdateContainerResourcesRequest;
import dev.sedge.agent.launch.GuestEnd;
import dev.sedge.agent.pod.FakeImages;
import dev.sedge.agent.pod.PodsFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContainerRpcsTest {
    private static final Mount MOUNT = Mount.newBuilder()
            .setContainerPath("/data")
            .setHostPath("/srv/data")
            .setReadonly(true)
            .build();

    @TempDir
    Path directory;

    private PodsFixture fixture;
    private ContainerRpcs rpcs;
    private String sandbox = "";

    @BeforeEach
    void open() throws CriException {
        fixture = new PodsFixture(directory);
        rpcs = new ContainerRpcs(fixture.pods);
        sandbox = fixture.pods.run(fixture.sandbox("web"), "").id();
    }

    @Test
    void status_followsTheContainer() throws Exception {
        ContainerConfig config =
                PodsFixture.container("app").toBuilder().addMounts(MOUNT).build();
        String id = create(config);
        assertThat(status(id).getState()).isEqualTo(ContainerState.CONTAINER_CREATED);

        start(id);
        ContainerStatus running = status(id);
        assertThat(running.getState()).isEqualTo(ContainerState.CONTAINER_RUNNING);
        assertThat(running.getMetadata()).isEqualTo(config.getMetadata());
        assertThat(running.getStartedAt()).isEqualTo(PodsFixture.NOW_NANOS);
        assertThat(running.getImage().getImage()).isEqualTo(FakeImages.NAME);
        assertThat(running.getImageRef()).isEqualTo(FakeImages.ID);
        assertThat(running.getImageId()).isEqualTo(FakeImages.ID);
        assertThat(running.getMountsList()).containsExactly(MOUNT);
        assertThat(running.getLabelsMap()).isEqualTo(config.getLabelsMap());
        assertThat(running.getAnnotationsMap()).isEqualTo(config.getAnnotationsMap());
        assertThat(running.getLogPath())
                .isEqualTo(directory.resolve("logs/app/0.log").toString());

        fixture.lastGuest().end(new GuestEnd(134, "Error", "wasm trap: unreachable"));
        ContainerStatus exited = status(id);
        assertThat(exited.getState()).isEqualTo(ContainerState.CONTAINER_EXITED);
        assertThat(exited.getExitCode()).isEqualTo(134);
        assertThat(exited.getReason()).isEqualTo("Error");
        assertThat(exited.getMessage()).isEqualTo("wasm trap: unreachable");
        assertThat(exited.getFinishedAt()).isEqualTo(PodsFixture.NOW_NANOS);
    }

    @Test
    void status_verbose_showsWhatTheGuestMay() throws Exception {
        String id = create(PodsFixture.container("app"));
        var request = ContainerStatusRequest.newBuilder().setContainerId(id).setVerbose(true);
        assertThat(rpcs.containerStatus(request.build()).getInfoMap().get("info"))
                .isEqualTo("{\"sandboxID\":\"" + sandbox + "\",\"pid\":0,\"args\":[\"/app.wasm\",\"arg\"],"
                        + "\"allowances\":[\"network: none\"]}");
    }

    @Test
    void list_filtersByIdSandboxStateAndLabels() throws Exception {
        String created = create(PodsFixture.container("created"));
        String running = create(PodsFixture.container("running"));
        start(running);
        assertThat(list(ContainerFilter.newBuilder())).containsExactlyInAnyOrder(created, running);
        assertThat(list(ContainerFilter.newBuilder().setId(running.substring(0, 10))))
                .containsExactly(running);
        assertThat(list(ContainerFilter.newBuilder().setState(ContainerStateValue.getDefaultInstance())))
                .containsExactly(created);
        assertThat(list(ContainerFilter.newBuilder().setPodSandboxId(sandbox))).hasSize(2);
        assertThat(list(ContainerFilter.newBuilder().setPodSandboxId("x"))).isEmpty();
        assertThat(list(ContainerFilter.newBuilder().putLabelSelector("io.kubernetes.container.name", "running")))
                .containsExactly(running);
    }

    @Test
    void stop_answersAtOnceWhateverTheTimeout() throws Exception {
        String id = create(PodsFixture.container("app"));
        start(id);
        rpcs.stopContainer(StopContainerRequest.newBuilder()
                .setContainerId(id)
                .setTimeout(Long.MAX_VALUE / 1000)
                .build());
        assertThat(status(id).getExitCode()).isEqualTo(137);
    }

    @Test
    void stopAndRemove_ofAnUnknownContainer_areOk() throws Exception {
        rpcs.stopContainer(StopContainerRequest.newBuilder().setContainerId("x").build());
        rpcs.removeContainer(
                RemoveContainerRequest.newBuilder().setContainerId("x").build());
    }

    @Test
    void create_ofAnUnknownImage_isNotFound() {
        ContainerConfig config = PodsFixture.container("app").toBuilder()
                .setImage(ImageSpec.newBuilder().setImage("other"))
                .build();
        assertThatThrownBy(() -> create(config))
                .isInstanceOfSatisfying(
                        CriException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
        assertThat(fixture.pods.containers()).isEmpty();
    }

    @Test
    void update_thatIsRefused_changesNothing() throws Exception {
        String id = create(PodsFixture.container("app"));
        start(id);
        fixture.lastContainer().failure = Optional.of("64 KiB are in use");
        var update = UpdateContainerResourcesRequest.newBuilder()
                .setContainerId(id)
                .setLinux(LinuxContainerResources.newBuilder().setMemoryLimitInBytes(1));
        assertThatThrownBy(() -> rpcs.updateContainerResources(update.build()))
                .hasMessageContaining("64 KiB are in use");
        assertThat(status(id).getResources().getLinux().getMemoryLimitInBytes()).isZero();
        fixture.lastContainer().failure = Optional.empty();
        rpcs.updateContainerResources(update.build());
        assertThat(status(id).getResources().getLinux().getMemoryLimitInBytes()).isEqualTo(1);
    }

    @Test
    void create_withWhatAGuestHasAnyway_isAccepted() throws Exception {
        create(PodsFixture.container("app").toBuilder()
                .setLinux(security(LinuxContainerSecurityContext.newBuilder()
                        .setPrivileged(true)
                        .setCapabilities(Capability.newBuilder().addAddCapabilities("NET_ADMIN"))
                        .setRunAsUsername("www-data")
                        .setRunAsGroup(Int64Value.newBuilder().setValue(5))
                        .setNoNewPrivs(true)
                        .addMaskedPaths("/proc/kcore")))
                .addMounts(MOUNT.toBuilder().setRecursiveReadOnly(true))
                .addMounts(MOUNT.toBuilder().setPropagation(MountPropagation.PROPAGATION_HOST_TO_CONTAINER))
                .build());
    }

    static Stream<Arguments> weakened() {
        ContainerConfig.Builder app = PodsFixture.container("app").toBuilder();
        return Stream.of(
                Arguments.of("metadata", app.clone().setMetadata(ContainerMetadata.getDefaultInstance())),
                Arguments.of("an image", app.clone().clearImage()),
                Arguments.of("devices", app.clone().addDevices(Device.getDefaultInstance())),
                Arguments.of("devices", app.clone().addCDIDevices(CDIDevice.getDefaultInstance())),
                Arguments.of("log path", app.clone().setLogPath("../../etc/passwd")),
                Arguments.of("log path", app.clone().setLogPath("a/../..")),
                Arguments.of(
                        "runAsGroup",
                        app.clone()
                                .setLinux(security(LinuxContainerSecurityContext.newBuilder()
                                        .setRunAsGroup(Int64Value.getDefaultInstance())))),
                Arguments.of(
                        "host path", app.clone().addMounts(MOUNT.toBuilder().clearHostPath())),
                Arguments.of(
                        "image volume",
                        app.clone().addMounts(MOUNT.toBuilder().setImage(ImageSpec.getDefaultInstance()))),
                Arguments.of(
                        "maps users",
                        app.clone().addMounts(MOUNT.toBuilder().addUidMappings(IDMapping.getDefaultInstance()))),
                Arguments.of("noexec", app.clone().addMounts(MOUNT.toBuilder().addMountOptions("noexec"))),
                Arguments.of("not read-only", app.clone().addMounts(recursive().setReadonly(false))),
                Arguments.of(
                        "propagation",
                        app.clone()
                                .addMounts(recursive().setPropagation(MountPropagation.PROPAGATION_HOST_TO_CONTAINER))),
                Arguments.of(
                        "propagation",
                        app.clone().addMounts(recursive().setPropagation(MountPropagation.PROPAGATION_BIDIRECTIONAL))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weakened")
    void create_withWhatWouldBeLeftOut_isRefused(String why, ContainerConfig.Builder config) {
        assertThatThrownBy(() -> create(config.build()))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(
                        CriException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_ARGUMENT));
        assertThat(fixture.images.made).isEmpty();
    }

    private static Mount.Builder recursive() {
        return MOUNT.toBuilder().setRecursiveReadOnly(true);
    }

    private static LinuxContainerConfig.Builder security(LinuxContainerSecurityContext.Builder security) {
        return LinuxContainerConfig.newBuilder().setSecurityContext(security);
    }

    private String create(ContainerConfig config) throws CriException, InterruptedException {
        return rpcs.createContainer(CreateContainerRequest.newBuilder()
                        .setPodSandboxId(sandbox)
                        .setConfig(config)
                        .build())
                .getContainerId();
    }

    private void start(String id) throws CriException, InterruptedException {
        rpcs.startContainer(
                StartContainerRequest.newBuilder().setContainerId(id).build());
    }

    private ContainerStatus status(String id) throws CriException {
        return rpcs.containerStatus(
                        ContainerStatusRequest.newBuilder().setContainerId(id).build())
                .getStatus();
    }

    private List<String> list(ContainerFilter.Builder filter) {
        return rpcs
                .listContainers(
                        ListContainersRequest.newBuilder().setFilter(filter).build())
                .getContainersList()
                .stream()
                .map(Container::getId)
                .toList();
    }
}
