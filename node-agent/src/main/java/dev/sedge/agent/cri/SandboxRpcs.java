package dev.sedge.agent.cri;

import dev.sedge.agent.cri.v1.LinuxPodSandboxStatus;
import dev.sedge.agent.cri.v1.ListPodSandboxRequest;
import dev.sedge.agent.cri.v1.ListPodSandboxResponse;
import dev.sedge.agent.cri.v1.Namespace;
import dev.sedge.agent.cri.v1.NamespaceMode;
import dev.sedge.agent.cri.v1.NamespaceOption;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.cri.v1.PodSandboxFilter;
import dev.sedge.agent.cri.v1.PodSandboxNetworkStatus;
import dev.sedge.agent.cri.v1.PodSandboxState;
import dev.sedge.agent.cri.v1.PodSandboxStatus;
import dev.sedge.agent.cri.v1.PodSandboxStatusRequest;
import dev.sedge.agent.cri.v1.PodSandboxStatusResponse;
import dev.sedge.agent.cri.v1.RemovePodSandboxRequest;
import dev.sedge.agent.cri.v1.RemovePodSandboxResponse;
import dev.sedge.agent.cri.v1.RunPodSandboxRequest;
import dev.sedge.agent.cri.v1.RunPodSandboxResponse;
import dev.sedge.agent.cri.v1.StopPodSandboxRequest;
import dev.sedge.agent.cri.v1.StopPodSandboxResponse;
import dev.sedge.agent.cri.v1.UpdatePodSandboxResourcesRequest;
import dev.sedge.agent.cri.v1.UpdatePodSandboxResourcesResponse;
import dev.sedge.agent.pod.PodSandbox;
import dev.sedge.agent.pod.Pods;
import java.util.Map;
import java.util.function.Supplier;

/** The calls about sandboxes. Thread-safe. */
public final class SandboxRpcs {
    private final Pods pods;
    private final Supplier<String> nodeIp;

    /**
     * The calls about the sandboxes of these pods.
     *
     * @param nodeIp the address of the node now, which is that of every pod
     */
    public SandboxRpcs(Pods pods, Supplier<String> nodeIp) {
        this.pods = pods;
        this.nodeIp = nodeIp;
    }

    /** Makes a sandbox. */
    public RunPodSandboxResponse runPodSandbox(RunPodSandboxRequest request) throws CriException {
        SandboxRules.check(request.getConfig(), request.getRuntimeHandler());
        PodSandbox sandbox = pods.run(request.getConfig(), request.getRuntimeHandler());
        return RunPodSandboxResponse.newBuilder().setPodSandboxId(sandbox.id()).build();
    }

    /** Stops a sandbox and its containers; OK if there is none. */
    public StopPodSandboxResponse stopPodSandbox(StopPodSandboxRequest request)
            throws CriException, InterruptedException {
        pods.stopSandbox(request.getPodSandboxId());
        return StopPodSandboxResponse.getDefaultInstance();
    }

    /** Stops and removes a sandbox with its containers; OK if there is none. */
    public RemovePodSandboxResponse removePodSandbox(RemovePodSandboxRequest request)
            throws CriException, InterruptedException {
        pods.removeSandbox(request.getPodSandboxId());
        return RemovePodSandboxResponse.getDefaultInstance();
    }

    /** What a sandbox is and does. */
    public PodSandboxStatusResponse podSandboxStatus(PodSandboxStatusRequest request) throws CriException {
        PodSandbox sandbox = pods.sandbox(request.getPodSandboxId());
        PodSandboxConfig config = sandbox.config();
        NamespaceOption namespaces = config.getLinux().getSecurityContext().getNamespaceOptions();
        PodSandboxStatus status = PodSandboxStatus.newBuilder()
                .setId(sandbox.id())
                .setMetadata(config.getMetadata())
                .setState(state(sandbox))
                .setCreatedAt(sandbox.createdAt())
                .setNetwork(PodSandboxNetworkStatus.newBuilder().setIp(address(namespaces)))
                .setLinux(LinuxPodSandboxStatus.newBuilder()
                        .setNamespaces(Namespace.newBuilder().setOptions(namespaces)))
                .putAllLabels(config.getLabelsMap())
                .putAllAnnotations(config.getAnnotationsMap())
                .setRuntimeHandler(sandbox.runtimeHandler())
                .build();
        var response = PodSandboxStatusResponse.newBuilder().setStatus(status);
        if (request.getVerbose()) {
            response.putAllInfo(Info.of(
                    Map.of("hostname", config.getHostname(), "logDirectory", config.getLogDirectory(), "pid", 0)));
        }
        return response.build();
    }

    // Kubelet fills in the node's address by itself for a pod with the host's network.
    private String address(NamespaceOption namespaces) {
        return namespaces.getNetwork() == NamespaceMode.NODE ? "" : nodeIp.get();
    }

    /** The sandboxes that the filter asks for. */
    public ListPodSandboxResponse listPodSandbox(ListPodSandboxRequest request) {
        var response = ListPodSandboxResponse.newBuilder();
        for (PodSandbox sandbox : pods.sandboxes()) {
            if (isSelected(sandbox, request.getFilter())) {
                response.addItems(dev.sedge.agent.cri.v1.PodSandbox.newBuilder()
                        .setId(sandbox.id())
                        .setMetadata(sandbox.config().getMetadata())
                        .setState(state(sandbox))
                        .setCreatedAt(sandbox.createdAt())
                        .putAllLabels(sandbox.config().getLabelsMap())
                        .putAllAnnotations(sandbox.config().getAnnotationsMap())
                        .setRuntimeHandler(sandbox.runtimeHandler()));
            }
        }
        return response.build();
    }

    // READY is 0, so whether a state is asked for is not seen in its value.
    private static boolean isSelected(PodSandbox sandbox, PodSandboxFilter filter) {
        return Selections.isPrefix(filter.getId(), sandbox.id())
                && (!filter.hasState() || filter.getState().getState() == state(sandbox))
                && Selections.hasLabels(sandbox.config().getLabelsMap(), filter.getLabelSelectorMap());
    }

    private static PodSandboxState state(PodSandbox sandbox) {
        return sandbox.isReady() ? PodSandboxState.SANDBOX_READY : PodSandboxState.SANDBOX_NOTREADY;
    }

    /** Nothing: a sandbox uses nothing itself, and its containers have limits of their own. */
    public UpdatePodSandboxResourcesResponse updatePodSandboxResources(UpdatePodSandboxResourcesRequest request)
            throws CriException {
        pods.sandbox(request.getPodSandboxId());
        return UpdatePodSandboxResourcesResponse.getDefaultInstance();
    }
}
