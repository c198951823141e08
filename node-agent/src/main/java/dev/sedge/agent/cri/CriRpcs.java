package dev.sedge.agent.cri;

import dev.sedge.agent.cri.v1.AttachRequest;
import dev.sedge.agent.cri.v1.AttachResponse;
import dev.sedge.agent.cri.v1.ContainerStatsRequest;
import dev.sedge.agent.cri.v1.ContainerStatsResponse;
import dev.sedge.agent.cri.v1.ContainerStatusRequest;
import dev.sedge.agent.cri.v1.ContainerStatusResponse;
import dev.sedge.agent.cri.v1.CreateContainerRequest;
import dev.sedge.agent.cri.v1.CreateContainerResponse;
import dev.sedge.agent.cri.v1.ExecRequest;
import dev.sedge.agent.cri.v1.ExecResponse;
import dev.sedge.agent.cri.v1.ExecSyncRequest;
import dev.sedge.agent.cri.v1.ExecSyncResponse;
import dev.sedge.agent.cri.v1.ImageFsInfoRequest;
import dev.sedge.agent.cri.v1.ImageFsInfoResponse;
import dev.sedge.agent.cri.v1.ImageStatusRequest;
import dev.sedge.agent.cri.v1.ImageStatusResponse;
import dev.sedge.agent.cri.v1.ListContainerStatsRequest;
import dev.sedge.agent.cri.v1.ListContainerStatsResponse;
import dev.sedge.agent.cri.v1.ListContainersRequest;
import dev.sedge.agent.cri.v1.ListContainersResponse;
import dev.sedge.agent.cri.v1.ListImagesRequest;
import dev.sedge.agent.cri.v1.ListImagesResponse;
import dev.sedge.agent.cri.v1.ListPodSandboxRequest;
import dev.sedge.agent.cri.v1.ListPodSandboxResponse;
import dev.sedge.agent.cri.v1.ListPodSandboxStatsRequest;
import dev.sedge.agent.cri.v1.ListPodSandboxStatsResponse;
import dev.sedge.agent.cri.v1.PodSandboxStatsRequest;
import dev.sedge.agent.cri.v1.PodSandboxStatsResponse;
import dev.sedge.agent.cri.v1.PodSandboxStatusRequest;
import dev.sedge.agent.cri.v1.PodSandboxStatusResponse;
import dev.sedge.agent.cri.v1.PortForwardRequest;
import dev.sedge.agent.cri.v1.PortForwardResponse;
import dev.sedge.agent.cri.v1.PullImageRequest;
import dev.sedge.agent.cri.v1.PullImageResponse;
import dev.sedge.agent.cri.v1.RemoveContainerRequest;
import dev.sedge.agent.cri.v1.RemoveContainerResponse;
import dev.sedge.agent.cri.v1.RemoveImageRequest;
import dev.sedge.agent.cri.v1.RemoveImageResponse;
import dev.sedge.agent.cri.v1.RemovePodSandboxRequest;
import dev.sedge.agent.cri.v1.RemovePodSandboxResponse;
import dev.sedge.agent.cri.v1.ReopenContainerLogRequest;
import dev.sedge.agent.cri.v1.ReopenContainerLogResponse;
import dev.sedge.agent.cri.v1.RunPodSandboxRequest;
import dev.sedge.agent.cri.v1.RunPodSandboxResponse;
import dev.sedge.agent.cri.v1.RuntimeConfigRequest;
import dev.sedge.agent.cri.v1.RuntimeConfigResponse;
import dev.sedge.agent.cri.v1.StartContainerRequest;
import dev.sedge.agent.cri.v1.StartContainerResponse;
import dev.sedge.agent.cri.v1.StatusRequest;
import dev.sedge.agent.cri.v1.StatusResponse;
import dev.sedge.agent.cri.v1.StopContainerRequest;
import dev.sedge.agent.cri.v1.StopContainerResponse;
import dev.sedge.agent.cri.v1.StopPodSandboxRequest;
import dev.sedge.agent.cri.v1.StopPodSandboxResponse;
import dev.sedge.agent.cri.v1.UpdateContainerResourcesRequest;
import dev.sedge.agent.cri.v1.UpdateContainerResourcesResponse;
import dev.sedge.agent.cri.v1.UpdatePodSandboxResourcesRequest;
import dev.sedge.agent.cri.v1.UpdatePodSandboxResourcesResponse;
import dev.sedge.agent.cri.v1.UpdateRuntimeConfigRequest;
import dev.sedge.agent.cri.v1.UpdateRuntimeConfigResponse;
import dev.sedge.agent.cri.v1.VersionRequest;
import dev.sedge.agent.cri.v1.VersionResponse;

/**
 * The RPCs that Sedge answers, and the kind of work that each is. Those about events, checkpoints, metrics in the form of
 * cAdvisor and streams of lists are not among them: clients know what to do without them.
 *
 * @param runtime answers for the runtime itself
 * @param sandboxes answers for sandboxes
 * @param containers answers for containers
 * @param execs answers for commands and streams
 * @param stats answers for what containers use
 * @param images answers for images
 */
public record CriRpcs(
        RuntimeRpcs runtime,
        SandboxRpcs sandboxes,
        ContainerRpcs containers,
        ExecRpcs execs,
        StatsRpcs stats,
        ImageRpcs images) {

    /** All of them. */
    public RpcTable table() {
        var table = RpcTable.builder();
        addRuntime(table);
        addSandboxes(table);
        addContainers(table);
        addExecs(table);
        addStats(table);
        addImages(table);
        return table.build();
    }

    private void addRuntime(RpcTable.Builder table) {
        table.runtime(
                        Lane.QUERY,
                        "Version",
                        VersionRequest.getDefaultInstance(),
                        VersionResponse.getDefaultInstance(),
                        runtime::version)
                .runtime(
                        Lane.QUERY,
                        "Status",
                        StatusRequest.getDefaultInstance(),
                        StatusResponse.getDefaultInstance(),
                        runtime::status)
                .runtime(
                        Lane.QUERY,
                        "UpdateRuntimeConfig",
                        UpdateRuntimeConfigRequest.getDefaultInstance(),
                        UpdateRuntimeConfigResponse.getDefaultInstance(),
                        runtime::updateRuntimeConfig)
                .runtime(
                        Lane.QUERY,
                        "RuntimeConfig",
                        RuntimeConfigRequest.getDefaultInstance(),
                        RuntimeConfigResponse.getDefaultInstance(),
                        runtime::runtimeConfig);
    }

    private void addSandboxes(RpcTable.Builder table) {
        table.runtime(
                        Lane.START,
                        "RunPodSandbox",
                        RunPodSandboxRequest.getDefaultInstance(),
                        RunPodSandboxResponse.getDefaultInstance(),
                        sandboxes::runPodSandbox)
                .runtime(
                        Lane.STOP,
                        "StopPodSandbox",
                        StopPodSandboxRequest.getDefaultInstance(),
                        StopPodSandboxResponse.getDefaultInstance(),
                        sandboxes::stopPodSandbox)
                .runtime(
                        Lane.STOP,
                        "RemovePodSandbox",
                        RemovePodSandboxRequest.getDefaultInstance(),
                        RemovePodSandboxResponse.getDefaultInstance(),
                        sandboxes::removePodSandbox)
                .runtime(
                        Lane.QUERY,
                        "PodSandboxStatus",
                        PodSandboxStatusRequest.getDefaultInstance(),
                        PodSandboxStatusResponse.getDefaultInstance(),
                        sandboxes::podSandboxStatus)
                .runtime(
                        Lane.QUERY,
                        "ListPodSandbox",
                        ListPodSandboxRequest.getDefaultInstance(),
                        ListPodSandboxResponse.getDefaultInstance(),
                        sandboxes::listPodSandbox)
                .runtime(
                        Lane.START,
                        "UpdatePodSandboxResources",
                        UpdatePodSandboxResourcesRequest.getDefaultInstance(),
                        UpdatePodSandboxResourcesResponse.getDefaultInstance(),
                        sandboxes::updatePodSandboxResources);
    }

    private void addContainers(RpcTable.Builder table) {
        table.runtime(
                        Lane.START,
                        "CreateContainer",
                        CreateContainerRequest.getDefaultInstance(),
                        CreateContainerResponse.getDefaultInstance(),
                        containers::createContainer)
                .runtime(
                        Lane.START,
                        "StartContainer",
                        StartContainerRequest.getDefaultInstance(),
                        StartContainerResponse.getDefaultInstance(),
                        containers::startContainer)
                .runtime(
                        Lane.STOP,
                        "StopContainer",
                        StopContainerRequest.getDefaultInstance(),
                        StopContainerResponse.getDefaultInstance(),
                        containers::stopContainer)
                .runtime(
                        Lane.STOP,
                        "RemoveContainer",
                        RemoveContainerRequest.getDefaultInstance(),
                        RemoveContainerResponse.getDefaultInstance(),
                        containers::removeContainer)
                .runtime(
                        Lane.QUERY,
                        "ListContainers",
                        ListContainersRequest.getDefaultInstance(),
                        ListContainersResponse.getDefaultInstance(),
                        containers::listContainers)
                .runtime(
                        Lane.QUERY,
                        "ContainerStatus",
                        ContainerStatusRequest.getDefaultInstance(),
                        ContainerStatusResponse.getDefaultInstance(),
                        containers::containerStatus)
                .runtime(
                        Lane.START,
                        "UpdateContainerResources",
                        UpdateContainerResourcesRequest.getDefaultInstance(),
                        UpdateContainerResourcesResponse.getDefaultInstance(),
                        containers::updateContainerResources)
                .runtime(
                        Lane.START,
                        "ReopenContainerLog",
                        ReopenContainerLogRequest.getDefaultInstance(),
                        ReopenContainerLogResponse.getDefaultInstance(),
                        containers::reopenContainerLog);
    }

    private void addExecs(RpcTable.Builder table) {
        table.runtime(
                        Lane.EXEC,
                        "ExecSync",
                        ExecSyncRequest.getDefaultInstance(),
                        ExecSyncResponse.getDefaultInstance(),
                        execs::execSync)
                .runtime(
                        Lane.QUERY,
                        "Exec",
                        ExecRequest.getDefaultInstance(),
                        ExecResponse.getDefaultInstance(),
                        execs::exec)
                .runtime(
                        Lane.QUERY,
                        "Attach",
                        AttachRequest.getDefaultInstance(),
                        AttachResponse.getDefaultInstance(),
                        execs::attach)
                .runtime(
                        Lane.QUERY,
                        "PortForward",
                        PortForwardRequest.getDefaultInstance(),
                        PortForwardResponse.getDefaultInstance(),
                        execs::portForward);
    }

    private void addStats(RpcTable.Builder table) {
        table.runtime(
                        Lane.QUERY,
                        "ContainerStats",
                        ContainerStatsRequest.getDefaultInstance(),
                        ContainerStatsResponse.getDefaultInstance(),
                        stats::containerStats)
                .runtime(
                        Lane.QUERY,
                        "ListContainerStats",
                        ListContainerStatsRequest.getDefaultInstance(),
                        ListContainerStatsResponse.getDefaultInstance(),
                        stats::listContainerStats)
                .runtime(
                        Lane.QUERY,
                        "PodSandboxStats",
                        PodSandboxStatsRequest.getDefaultInstance(),
                        PodSandboxStatsResponse.getDefaultInstance(),
                        stats::podSandboxStats)
                .runtime(
                        Lane.QUERY,
                        "ListPodSandboxStats",
                        ListPodSandboxStatsRequest.getDefaultInstance(),
                        ListPodSandboxStatsResponse.getDefaultInstance(),
                        stats::listPodSandboxStats);
    }

    private void addImages(RpcTable.Builder table) {
        table.image(
                        Lane.QUERY,
                        "ListImages",
                        ListImagesRequest.getDefaultInstance(),
                        ListImagesResponse.getDefaultInstance(),
                        images::listImages)
                .image(
                        Lane.QUERY,
                        "ImageStatus",
                        ImageStatusRequest.getDefaultInstance(),
                        ImageStatusResponse.getDefaultInstance(),
                        images::imageStatus)
                .image(
                        Lane.PULL,
                        "PullImage",
                        PullImageRequest.getDefaultInstance(),
                        PullImageResponse.getDefaultInstance(),
                        images::pullImage)
                .image(
                        Lane.STOP,
                        "RemoveImage",
                        RemoveImageRequest.getDefaultInstance(),
                        RemoveImageResponse.getDefaultInstance(),
                        images::removeImage)
                .image(
                        Lane.QUERY,
                        "ImageFsInfo",
                        ImageFsInfoRequest.getDefaultInstance(),
                        ImageFsInfoResponse.getDefaultInstance(),
                        images::imageFsInfo);
    }
}
