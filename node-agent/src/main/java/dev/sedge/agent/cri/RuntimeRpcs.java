package dev.sedge.agent.cri;

import dev.sedge.agent.cri.v1.CgroupDriver;
import dev.sedge.agent.cri.v1.LinuxRuntimeConfiguration;
import dev.sedge.agent.cri.v1.RuntimeCondition;
import dev.sedge.agent.cri.v1.RuntimeConfigRequest;
import dev.sedge.agent.cri.v1.RuntimeConfigResponse;
import dev.sedge.agent.cri.v1.RuntimeFeatures;
import dev.sedge.agent.cri.v1.RuntimeHandler;
import dev.sedge.agent.cri.v1.RuntimeHandlerFeatures;
import dev.sedge.agent.cri.v1.RuntimeStatus;
import dev.sedge.agent.cri.v1.StatusRequest;
import dev.sedge.agent.cri.v1.StatusResponse;
import dev.sedge.agent.cri.v1.UpdateRuntimeConfigRequest;
import dev.sedge.agent.cri.v1.UpdateRuntimeConfigResponse;
import dev.sedge.agent.cri.v1.VersionRequest;
import dev.sedge.agent.cri.v1.VersionResponse;
import java.util.Map;
import java.util.function.Supplier;

/** What kubelet asks of the runtime itself: its version, whether it is ready, how it is set up. Thread-safe. */
public final class RuntimeRpcs {
    /** The version of the protocol between kubelet and runtimes, which kubelet insists on; no relation to the CRI's v1. */
    private static final String KUBELET_API_VERSION = "0.1.0";

    private final String version;
    private final CgroupDriver cgroupDriver;
    private final Supplier<Map<String, String>> details;
    /** Written by kubelet's calls, read by those of people. */
    private volatile String podCidr = "";

    /**
     * Answers for one agent.
     *
     * @param version the version of Sedge, a semantic one
     * @param cgroupDriver the one that kubelet is to use; containers of Sedge have no cgroups, so the one it uses anyway
     * @param details what people see who ask for more, by name
     */
    public RuntimeRpcs(String version, CgroupDriver cgroupDriver, Supplier<Map<String, String>> details) {
        this.version = version;
        this.cgroupDriver = cgroupDriver;
        this.details = details;
    }

    /** The names and versions that kubelet checks before all else. */
    public VersionResponse version(VersionRequest request) {
        return VersionResponse.newBuilder()
                .setVersion(KUBELET_API_VERSION)
                .setRuntimeName("sedge")
                .setRuntimeVersion(version)
                .setRuntimeApiVersion("v1")
                .build();
    }

    /** Ready as soon as it answers: the network of pods is the node's. */
    public StatusResponse status(StatusRequest request) {
        var response = StatusResponse.newBuilder()
                .setStatus(RuntimeStatus.newBuilder()
                        .addConditions(RuntimeCondition.newBuilder()
                                .setType("RuntimeReady")
                                .setStatus(true))
                        .addConditions(RuntimeCondition.newBuilder()
                                .setType("NetworkReady")
                                .setStatus(true)))
                .setFeatures(RuntimeFeatures.getDefaultInstance());
        for (String handler : SandboxRules.HANDLERS) {
            response.addRuntimeHandlers(RuntimeHandler.newBuilder()
                    .setName(handler)
                    .setFeatures(RuntimeHandlerFeatures.newBuilder().setRecursiveReadOnlyMounts(true)));
        }
        if (request.getVerbose()) {
            details.get().forEach((name, value) -> response.putInfo(name, JsonText.quote(value)));
            response.putInfo("podCIDR", JsonText.quote(podCidr));
        }
        return response.build();
    }

    /** Notes the range of pod addresses that kubelet was given; all pods have the node's address. */
    public UpdateRuntimeConfigResponse updateRuntimeConfig(UpdateRuntimeConfigRequest request) {
        podCidr = request.getRuntimeConfig().getNetworkConfig().getPodCidr();
        return UpdateRuntimeConfigResponse.getDefaultInstance();
    }

    /** The cgroup driver that kubelet is to use for cgroups of its own. */
    public RuntimeConfigResponse runtimeConfig(RuntimeConfigRequest request) {
        return RuntimeConfigResponse.newBuilder()
                .setLinux(LinuxRuntimeConfiguration.newBuilder().setCgroupDriver(cgroupDriver))
                .build();
    }
}
