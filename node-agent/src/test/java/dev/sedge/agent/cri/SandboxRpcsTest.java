package dev.sedge.agent.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.agent.cri.v1.Int64Value;
import dev.sedge.agent.cri.v1.LinuxPodSandboxConfig;
import dev.sedge.agent.cri.v1.LinuxSandboxSecurityContext;
import dev.sedge.agent.cri.v1.ListPodSandboxRequest;
import dev.sedge.agent.cri.v1.NamespaceMode;
import dev.sedge.agent.cri.v1.NamespaceOption;
import dev.sedge.agent.cri.v1.PodSandbox;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.cri.v1.PodSandboxFilter;
import dev.sedge.agent.cri.v1.PodSandboxState;
import dev.sedge.agent.cri.v1.PodSandboxStateValue;
import dev.sedge.agent.cri.v1.PodSandboxStatus;
import dev.sedge.agent.cri.v1.PodSandboxStatusRequest;
import dev.sedge.agent.cri.v1.RemovePodSandboxRequest;
import dev.sedge.agent.cri.v1.RunPodSandboxRequest;
import dev.sedge.agent.cri.v1.StopPodSandboxRequest;
import dev.sedge.agent.cri.v1.UserNamespace;
import dev.sedge.agent.pod.PodsFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxRpcsTest {
    @TempDir
    Path directory;

    private PodsFixture fixture;
    private SandboxRpcs rpcs;

    @BeforeEach
    void open() {
        fixture = new PodsFixture(directory);
        rpcs = new SandboxRpcs(fixture.pods, () -> "10.0.0.7");
    }

    @Test
    void status_isWhatWasAskedFor() throws Exception {
        PodSandboxConfig config = fixture.sandbox("web");
        PodSandboxStatus status = status(run(config, "wasm"));
        assertThat(status.getMetadata()).isEqualTo(config.getMetadata());
        assertThat(status.getState()).isEqualTo(PodSandboxState.SANDBOX_READY);
        assertThat(status.getCreatedAt()).isEqualTo(PodsFixture.NOW_NANOS);
        assertThat(status.getLabelsMap()).isEqualTo(config.getLabelsMap());
        assertThat(status.getAnnotationsMap()).isEqualTo(config.getAnnotationsMap());
        assertThat(status.getRuntimeHandler()).isEqualTo("wasm");
        assertThat(status.getNetwork().getIp()).isEqualTo("10.0.0.7");
    }

    @Test
    void status_withTheNetworkOfTheNode_leavesTheAddressToKubelet() throws Exception {
        PodSandboxConfig config = with(LinuxSandboxSecurityContext.newBuilder()
                .setNamespaceOptions(NamespaceOption.newBuilder().setNetwork(NamespaceMode.NODE)));
        PodSandboxStatus status = status(run(config, ""));
        assertThat(status.getNetwork().getIp()).isEmpty();
        assertThat(status.getLinux().getNamespaces().getOptions().getNetwork()).isEqualTo(NamespaceMode.NODE);
    }

    @Test
    void status_verbose_hasInfoAsJson() throws Exception {
        String id = run(fixture.sandbox("web"), "");
        var request = PodSandboxStatusRequest.newBuilder().setPodSandboxId(id).setVerbose(true);
        assertThat(rpcs.podSandboxStatus(request.build()).getInfoMap().get("info"))
                .startsWith("{")
                .contains("\"logDirectory\"");
    }

    @Test
    void status_ofAnUnknownSandbox_isNotFound() {
        assertFails(Kind.NOT_FOUND, PodSandboxStatusRequest.newBuilder().setPodSandboxId("x"));
    }

    private void assertFails(Kind kind, PodSandboxStatusRequest.Builder request) {
        assertThatThrownBy(() -> rpcs.podSandboxStatus(request.build()))
                .isInstanceOfSatisfying(
                        CriException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wasm", "wasmedge", "wasmtime", "crun"})
    void run_withAWasmHandler_isAccepted(String handler) throws Exception {
        assertThat(run(fixture.sandbox("web"), handler)).isNotEmpty();
    }

    @Test
    void run_withAnotherHandler_namesTheKnownOnes() {
        assertThatThrownBy(() -> run(fixture.sandbox("web"), "nope"))
                .hasMessage("no runtime handler nope; a RuntimeClass here has one of: \"\", \"wasm\", \"wasmedge\","
                        + " \"wasmtime\", \"crun\"")
                .isInstanceOfSatisfying(
                        CriException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void run_withWhatAGuestHasAnyway_isAccepted() throws Exception {
        run(
                with(LinuxSandboxSecurityContext.newBuilder()
                        .setPrivileged(true)
                        .setReadonlyRootfs(true)
                        .setRunAsUser(Int64Value.getDefaultInstance())
                        .setRunAsGroup(Int64Value.newBuilder().setValue(5))
                        .setNamespaceOptions(NamespaceOption.newBuilder()
                                .setPid(NamespaceMode.NODE)
                                .setIpc(NamespaceMode.NODE)
                                .setUsernsOptions(UserNamespace.newBuilder().setMode(NamespaceMode.NODE)))),
                "");
    }

    @Test
    void run_withUserNamespaces_isRefused() {
        assertRefused(
                with(LinuxSandboxSecurityContext.newBuilder()
                        .setNamespaceOptions(NamespaceOption.newBuilder()
                                .setUsernsOptions(UserNamespace.newBuilder().setMode(NamespaceMode.POD)))),
                "user namespaces");
    }

    @Test
    void run_withAGroupAlone_isRefused() {
        assertRefused(
                with(LinuxSandboxSecurityContext.newBuilder().setRunAsGroup(Int64Value.getDefaultInstance())),
                "runAsGroup");
    }

    @Test
    void run_withSysctls_isRefused() {
        assertRefused(
                fixture.sandbox("web").toBuilder()
                        .setLinux(LinuxPodSandboxConfig.newBuilder().putSysctls("a.b", "1"))
                        .build(),
                "sysctls");
    }

    private void assertRefused(PodSandboxConfig config, String why) {
        assertThatThrownBy(() -> run(config, ""))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(
                        CriException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_ARGUMENT));
        assertThat(fixture.pods.sandboxes()).isEmpty();
    }

    @Test
    void list_filtersByIdStateAndAllLabels() throws Exception {
        String web = run(fixture.sandbox("web"), "");
        String db = run(fixture.sandbox("db"), "");
        rpcs.stopPodSandbox(
                StopPodSandboxRequest.newBuilder().setPodSandboxId(db).build());
        assertThat(list(PodSandboxFilter.newBuilder())).containsExactlyInAnyOrder(web, db);
        assertThat(list(PodSandboxFilter.newBuilder().setId(web.substring(0, 10))))
                .containsExactly(web);
        assertThat(list(PodSandboxFilter.newBuilder().setState(PodSandboxStateValue.getDefaultInstance())))
                .containsExactly(web);
        assertThat(list(PodSandboxFilter.newBuilder()
                        .setState(PodSandboxStateValue.newBuilder().setState(PodSandboxState.SANDBOX_NOTREADY))))
                .containsExactly(db);
        assertThat(list(PodSandboxFilter.newBuilder().putLabelSelector("io.kubernetes.pod.name", "db")))
                .containsExactly(db);
        assertThat(list(PodSandboxFilter.newBuilder()
                        .putLabelSelector("io.kubernetes.pod.name", "db")
                        .putLabelSelector("other", "")))
                .isEmpty();
    }

    @Test
    void stopAndRemove_ofAnUnknownSandbox_areOk() throws Exception {
        rpcs.stopPodSandbox(
                StopPodSandboxRequest.newBuilder().setPodSandboxId("x").build());
        rpcs.removePodSandbox(
                RemovePodSandboxRequest.newBuilder().setPodSandboxId("x").build());
    }

    private PodSandboxConfig with(LinuxSandboxSecurityContext.Builder security) {
        return fixture.sandbox("web").toBuilder()
                .setLinux(LinuxPodSandboxConfig.newBuilder().setSecurityContext(security))
                .build();
    }

    private String run(PodSandboxConfig config, String handler) throws CriException {
        return rpcs.runPodSandbox(RunPodSandboxRequest.newBuilder()
                        .setConfig(config)
                        .setRuntimeHandler(handler)
                        .build())
                .getPodSandboxId();
    }

    private PodSandboxStatus status(String id) throws CriException {
        return rpcs.podSandboxStatus(
                        PodSandboxStatusRequest.newBuilder().setPodSandboxId(id).build())
                .getStatus();
    }

    private List<String> list(PodSandboxFilter.Builder filter) {
        return rpcs
                .listPodSandbox(
                        ListPodSandboxRequest.newBuilder().setFilter(filter).build())
                .getItemsList()
                .stream()
                .map(PodSandbox::getId)
                .toList();
    }
}
