package dev.sedge.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.agent.config.ConfigFile;
import dev.sedge.agent.config.NodeConfig;
import dev.sedge.agent.cri.v1.VersionResponse;
import dev.sedge.agent.doctor.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z"));

    @TempDir
    Path node;

    @Test
    void examine_bareMachineWithTheAgent_hasNothingToComplainAbout() {
        assertThat(examine(answering("sedge", "OK"), CLOCK)).noneMatch(finding -> finding.severity() == Severity.FAIL);
        assertThat(lines(answering("sedge", "OK")))
                .contains("skip  kubelet: not set up on this node", "skip  yurthub: not set up on this node")
                .anyMatch(line -> line.startsWith("ok    socket: /run/sedge/sedge.sock is answered by Sedge 1.0"));
    }

    @Test
    void examine_wellSetUpNode_isAllOk() throws IOException {
        kubelet(
                "containerRuntimeEndpoint: \"unix:///run/sedge/sedge.sock\"\nfeatureGates:\n  WatchListClient: false\n");
        yurtHub();
        Files.createDirectories(node.resolve("etc/systemd/system/multi-user.target.wants"));
        Files.createSymbolicLink(
                node.resolve("etc/systemd/system/multi-user.target.wants/yurthub.service"), Path.of("/nowhere"));

        assertThat(examine(answering("sedge", "OK\n"), CLOCK)).allMatch(finding -> finding.severity() == Severity.OK);
    }

    @Test
    void examine_freshlyJoinedYurtHubNode_saysWhatAReboot_wouldBreak() throws IOException {
        kubelet("containerRuntimeEndpoint: unix:///run/sedge/sedge.sock\n");
        yurtHub();

        assertThat(lines(answering("sedge", "OK")))
                .anyMatch(line -> line.startsWith("fail  yurthub at boot: it does not start at boot"))
                .anyMatch(line -> line.startsWith("warn  kubelet behind yurthub:") && line.contains("WatchListClient"));
    }

    @Test
    void examine_featureGatesAsWeAdvise_isOk() throws IOException {
        kubelet("containerRuntimeEndpoint: unix:///run/sedge/sedge.sock\nfeatureGates: {WatchListClient: false}\n");
        yurtHub();

        assertThat(lines(answering("sedge", "OK"))).anyMatch(line -> line.startsWith("ok    kubelet behind yurthub:"));
    }

    @Test
    void examine_watchListOffInAComment_warns() throws IOException {
        kubelet("containerRuntimeEndpoint: unix:///run/sedge/sedge.sock\n# featureGates: {WatchListClient: false}\n");
        yurtHub();

        assertThat(lines(answering("sedge", "OK"))).anyMatch(line -> line.startsWith("warn  kubelet behind yurthub:"));
    }

    @Test
    void examine_emptyRuntimeEndpoint_isNotTheNextKey() throws IOException {
        kubelet("containerRuntimeEndpoint:\ncpuManagerReconcilePeriod: 0s\n");

        assertThat(lines(answering("sedge", "OK")))
                .anyMatch(line -> line.startsWith("fail  kubelet: it is not told which runtime to use"));
    }

    @Test
    void examine_kubeletOfAnotherRuntime_fails() throws IOException {
        kubelet("containerRuntimeEndpoint: unix:///run/sedge/sedge.sock\n");
        Files.writeString(
                node.resolve("var/lib/kubelet/kubeadm-flags.env"),
                "KUBELET_KUBEADM_ARGS=\"--container-runtime-endpoint=unix:///run/containerd/containerd.sock --v=2\"\n");

        assertThat(lines(answering("sedge", "OK")))
                .contains("fail  kubelet: it uses the runtime at unix:///run/containerd/containerd.sock, and not"
                        + " unix:///run/sedge/sedge.sock");
    }

    @Test
    void examine_nobodyAnswers_fails() throws IOException {
        yurtHub();
        Doctor.Questions silent = new Doctor.Questions() {
            @Override
            public VersionResponse version(Path socket) throws IOException {
                throw new IOException("Connection refused");
            }

            @Override
            public String yurtHubReadiness() throws IOException {
                throw new IOException("Connection refused");
            }
        };

        assertThat(lines(silent))
                .anyMatch(line -> line.startsWith("fail  socket: nobody answers on /run/sedge/sedge.sock"))
                .anyMatch(line -> line.startsWith("fail  yurthub: nobody answers on 127.0.0.1:10267"));
    }

    @Test
    void examine_rootBelowDirectoriesToBeMade_isOk() {
        assertThat(lines(node.resolve("a/b/state")))
                .contains("ok    root: " + node.resolve("a/b/state") + " will be made");
    }

    @Test
    void examine_rootBelowAFile_fails() throws IOException {
        Files.writeString(node.resolve("file"), "");

        assertThat(lines(node.resolve("file/state"))).anyMatch(line -> line.startsWith("fail  root: "));
    }

    @Test
    void examine_socketOfSomebodyElse_fails() {
        assertThat(lines(answering("containerd", "OK"))).anyMatch(line -> line.contains("is containerd's"));
    }

    @Test
    void examine_clockOfTheEpoch_fails() {
        assertThat(examine(answering("sedge", "OK"), InstantSource.fixed(Instant.EPOCH)))
                .anyMatch(finding -> finding.subject().equals("clock") && finding.severity() == Severity.FAIL);
    }

    private List<String> lines(Doctor.Questions questions) {
        return examine(questions, CLOCK).stream().map(Finding::toString).toList();
    }

    private List<String> lines(Path root) {
        return examine(root, answering("sedge", "OK"), CLOCK).stream()
                .map(Finding::toString)
                .toList();
    }

    private List<Finding> examine(Doctor.Questions questions, InstantSource clock) {
        return examine(node.resolve("state"), questions, clock);
    }

    private List<Finding> examine(Path root, Doctor.Questions questions, InstantSource clock) {
        NodeConfig config = ConfigFile.ifPresent(node.resolve("none")).read(Map.of("--root", root.toString()));
        return new Doctor(config, node, questions, clock).examine();
    }

    private void kubelet(String config) throws IOException {
        Files.createDirectories(node.resolve("var/lib/kubelet"));
        Files.writeString(node.resolve("var/lib/kubelet/config.yaml"), config);
    }

    private void yurtHub() throws IOException {
        Files.createDirectories(node.resolve("etc/systemd/system"));
        Files.writeString(node.resolve("etc/systemd/system/yurthub.service"), "[Unit]\n");
    }

    private static Doctor.Questions answering(String name, String readiness) {
        return new Doctor.Questions() {
            @Override
            public VersionResponse version(Path socket) {
                return VersionResponse.newBuilder()
                        .setRuntimeName(name)
                        .setRuntimeVersion("1.0")
                        .build();
            }

            @Override
            public String yurtHubReadiness() {
                return readiness;
            }
        };
    }
}
