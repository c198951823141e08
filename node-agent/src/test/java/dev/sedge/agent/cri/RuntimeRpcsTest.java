package dev.sedge.agent.cri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.agent.cri.v1.CgroupDriver;
import dev.sedge.agent.cri.v1.NetworkConfig;
import dev.sedge.agent.cri.v1.RuntimeCondition;
import dev.sedge.agent.cri.v1.RuntimeConfig;
import dev.sedge.agent.cri.v1.RuntimeConfigRequest;
import dev.sedge.agent.cri.v1.RuntimeHandler;
import dev.sedge.agent.cri.v1.StatusRequest;
import dev.sedge.agent.cri.v1.UpdateRuntimeConfigRequest;
import dev.sedge.agent.cri.v1.VersionRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuntimeRpcsTest {
    private final RuntimeRpcs rpcs =
            new RuntimeRpcs("0.1.0-SNAPSHOT", CgroupDriver.CGROUPFS, () -> Map.of("root", "/var/lib/\"sedge\"\n"));

    @Test
    void version_isWhatKubeletInsistsOn() {
        var version =
                rpcs.version(VersionRequest.newBuilder().setVersion("0.1.0").build());

        assertThat(version.getVersion()).isEqualTo("0.1.0");
        assertThat(version.getRuntimeName()).isEqualTo("sedge");
        assertThat(version.getRuntimeVersion()).isEqualTo("0.1.0-SNAPSHOT");
        assertThat(version.getRuntimeApiVersion()).isEqualTo("v1");
    }

    @Test
    void status_isReadyAndNamesTheHandlers() {
        var status = rpcs.status(StatusRequest.getDefaultInstance());

        assertThat(status.getStatus().getConditionsList())
                .allMatch(RuntimeCondition::getStatus)
                .extracting(RuntimeCondition::getType)
                .containsExactly("RuntimeReady", "NetworkReady");
        assertThat(status.getRuntimeHandlersList())
                .extracting(RuntimeHandler::getName)
                .containsExactly("", "wasm", "wasmedge", "wasmtime", "crun");
        assertThat(status.getInfoMap()).isEmpty();
    }

    @Test
    void status_verbose_tellsMoreAsJson() {
        rpcs.updateRuntimeConfig(UpdateRuntimeConfigRequest.newBuilder()
                .setRuntimeConfig(RuntimeConfig.newBuilder()
                        .setNetworkConfig(NetworkConfig.newBuilder().setPodCidr("10.244.0.0/24")))
                .build());

        var status = rpcs.status(StatusRequest.newBuilder().setVerbose(true).build());

        assertThat(status.getInfoMap())
                .containsOnly(
                        Map.entry("root", "\"/var/lib/\\\"sedge\\\"\\u000a\""),
                        Map.entry("podCIDR", "\"10.244.0.0/24\""));
    }

    @Test
    void runtimeConfig_namesTheCgroupDriver() {
        assertThat(rpcs.runtimeConfig(RuntimeConfigRequest.getDefaultInstance())
                        .getLinux()
                        .getCgroupDriver())
                .isEqualTo(CgroupDriver.CGROUPFS);
    }
}
