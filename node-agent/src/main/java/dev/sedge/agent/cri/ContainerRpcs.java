package dev.sedge.agent.cri;

import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.ContainerFilter;
import dev.sedge.agent.cri.v1.ContainerResources;
import dev.sedge.agent.cri.v1.ContainerState;
import dev.sedge.agent.cri.v1.ContainerStatus;
import dev.sedge.agent.cri.v1.ContainerStatusRequest;
import dev.sedge.agent.cri.v1.ContainerStatusResponse;
import dev.sedge.agent.cri.v1.CreateContainerRequest;
import dev.sedge.agent.cri.v1.CreateContainerResponse;
import dev.sedge.agent.cri.v1.ImageSpec;
import dev.sedge.agent.cri.v1.ListContainersRequest;
import dev.sedge.agent.cri.v1.ListContainersResponse;
import dev.sedge.agent.cri.v1.RemoveContainerRequest;
import dev.sedge.agent.cri.v1.RemoveContainerResponse;
import dev.sedge.agent.cri.v1.ReopenContainerLogRequest;
import dev.sedge.agent.cri.v1.ReopenContainerLogResponse;
import dev.sedge.agent.cri.v1.StartContainerRequest;
import dev.sedge.agent.cri.v1.StartContainerResponse;
import dev.sedge.agent.cri.v1.StopContainerRequest;
import dev.sedge.agent.cri.v1.StopContainerResponse;
import dev.sedge.agent.cri.v1.UpdateContainerResourcesRequest;
import dev.sedge.agent.cri.v1.UpdateContainerResourcesResponse;
import dev.sedge.agent.pod.Container;
import dev.sedge.agent.pod.Lifecycle;
import dev.sedge.agent.pod.Pods;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls about containers. Thread-safe. */
public final class ContainerRpcs {
    private final Pods pods;

    /** The calls about the containers of these pods. */
    public ContainerRpcs(Pods pods) {
        this.pods = pods;
    }

    /** Makes a container: compiles and links its program, and checks what it asks for. */
    public CreateContainerResponse createContainer(CreateContainerRequest request)
            throws CriException, InterruptedException {
        ContainerRules.check(request.getConfig());
        Container container = pods.create(request.getPodSandboxId(), request.getConfig());
        return CreateContainerResponse.newBuilder()
                .setContainerId(container.id())
                .build();
    }

    /** Starts a container. */
    public StartContainerResponse startContainer(StartContainerRequest request)
            throws CriException, InterruptedException {
        pods.start(request.getContainerId());
        return StartContainerResponse.getDefaultInstance();
    }

    /** Stops a container at once, whatever time it is given: a guest knows no signals. OK if there is none. */
    public StopContainerResponse stopContainer(StopContainerRequest request) throws CriException, InterruptedException {
        pods.stop(request.getContainerId(), Duration.ofSeconds(Math.max(0, request.getTimeout())));
        return StopContainerResponse.getDefaultInstance();
    }

    /** Stops and removes a container; OK if there is none. */
    public RemoveContainerResponse removeContainer(RemoveContainerRequest request)
            throws CriException, InterruptedException {
        pods.remove(request.getContainerId());
        return RemoveContainerResponse.getDefaultInstance();
    }

    /** The containers that the filter asks for. */
    public ListContainersResponse listContainers(ListContainersRequest request) {
        var response = ListContainersResponse.newBuilder();
        for (Container container : pods.containers()) {
            ContainerState state = state(container.lifecycle());
            if (isSelected(container, state, request.getFilter())) {
                ContainerConfig config = container.config();
                response.addContainers(dev.sedge.agent.cri.v1.Container.newBuilder()
                        .setId(container.id())
                        .setPodSandboxId(container.sandboxId())
                        .setMetadata(config.getMetadata())
                        .setImage(image(container))
                        .setImageRef(container.imageId())
                        .setImageId(container.imageId())
                        .setState(state)
                        .setCreatedAt(container.createdAt())
                        .putAllLabels(config.getLabelsMap())
                        .putAllAnnotations(config.getAnnotationsMap()));
            }
        }
        return response.build();
    }

    // CREATED is 0, so whether a state is asked for is not seen in its value.
    private static boolean isSelected(Container container, ContainerState state, ContainerFilter filter) {
        return Selections.isPrefix(filter.getId(), container.id())
                && Selections.isPrefix(filter.getPodSandboxId(), container.sandboxId())
                && (!filter.hasState() || filter.getState().getState() == state)
                && Selections.hasLabels(container.config().getLabelsMap(), filter.getLabelSelectorMap());
    }

    /** What a container is and does. */
    public ContainerStatusResponse containerStatus(ContainerStatusRequest request) throws CriException {
        Container container = pods.container(request.getContainerId());
        var response = ContainerStatusResponse.newBuilder().setStatus(status(container));
        if (request.getVerbose()) {
            response.putAllInfo(info(container));
        }
        return response.build();
    }

    private static ContainerStatus status(Container container) {
        ContainerConfig config = container.config();
        Lifecycle lifecycle = container.lifecycle();
        return ContainerStatus.newBuilder()
                .setId(container.id())
                .setMetadata(config.getMetadata())
                .setState(state(lifecycle))
                .setCreatedAt(container.createdAt())
                .setStartedAt(lifecycle.startedAt())
                .setFinishedAt(lifecycle.finishedAt())
                .setExitCode(lifecycle.exitCode())
                .setReason(lifecycle.reason())
                .setMessage(lifecycle.message())
                .setImage(image(container))
                .setImageRef(container.imageId())
                .setImageId(container.imageId())
                .putAllLabels(config.getLabelsMap())
                .putAllAnnotations(config.getAnnotationsMap())
                .addAllMounts(config.getMountsList())
                .setLogPath(container.logFile().map(Path::toString).orElse(""))
                .setResources(ContainerResources.newBuilder()
                        .setLinux(config.getLinux().getResources()))
                .build();
    }

    private static Map<String, String> info(Container container) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("sandboxID", container.sandboxId());
        info.put("pid", 0);
        info.put("args", container.args());
        info.put("allowances", container.allowances());
        return Info.of(info);
    }

    // Kubelet asks for an image by id, and people want to see its name.
    private static ImageSpec image(Container container) {
        return container.config().getImage().toBuilder()
                .setImage(container.imageName())
                .build();
    }

    private static ContainerState state(Lifecycle lifecycle) {
        return switch (lifecycle.phase()) {
            case CREATED -> ContainerState.CONTAINER_CREATED;
            case RUNNING -> ContainerState.CONTAINER_RUNNING;
            case EXITED -> ContainerState.CONTAINER_EXITED;
        };
    }

    /** Changes the limits of a container. */
    public UpdateContainerResourcesResponse updateContainerResources(UpdateContainerResourcesRequest request)
            throws CriException, InterruptedException {
        pods.update(request.getContainerId(), request.getLinux());
        return UpdateContainerResourcesResponse.getDefaultInstance();
    }

    /** Goes on in a new log file, after kubelet has renamed the one before. */
    public ReopenContainerLogResponse reopenContainerLog(ReopenContainerLogRequest request) throws CriException {
        pods.reopenLog(request.getContainerId());
        return ReopenContainerLogResponse.getDefaultInstance();
    }
}
