package dev.sedge.agent.cri;

import static dev.sedge.agent.cri.Lane.EXEC;
import static dev.sedge.agent.cri.Lane.PULL;
import static dev.sedge.agent.cri.Lane.QUERY;
import static dev.sedge.agent.cri.Lane.START;
import static dev.sedge.agent.cri.Lane.STOP;

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
 * Which handler answers which RPC, and the kind of work that each is. RPCs about events, checkpoints, metrics in the form of
 * cAdvisor and streams of lists are not answered: clients know what to do without them.
 */
public final class Rpcs {
    private Rpcs() {}

    /** All RPCs that are answered. */
    public static RpcTable table(
            RuntimeRpcs runtime,
            SandboxRpcs sandboxes,
            ContainerRpcs containers,
            ExecRpcs execs,
            StatsRpcs stats,
            ImageRpcs images) {
        var table = RpcTable.builder();
        add(table, runtime);
        add(table, sandboxes);
        add(table, containers);
        add(table, execs);
        add(table, stats);
        add(table, images);
        return table.build();
    }

    private static void add(RpcTable.Builder table, RuntimeRpcs runtime) {
        table.runtime(
                        QUERY,
                        "Version",
                        VersionRequest.getDefaultInstance(),
                        VersionResponse.getDefaultInstance(),
                        runtime::version)
                .runtime(
                        QUERY,
                        "Status",
                        StatusRequest.getDefaultInstance(),
                        StatusResponse.getDefaultInstance(),
                        runtime::status)
                .runtime(
                        QUERY,
                        "UpdateRuntimeConfig",
                        UpdateRuntimeConfigRequest.getDefaultInstance(),
                        UpdateRuntimeConfigResponse.getDefaultInstance(),
                        runtime::updateRuntimeConfig)
                .runtime(
                        QUERY,
                        "RuntimeConfig",
                        RuntimeConfigRequest.getDefaultInstance(),
                        RuntimeConfigResponse.getDefaultInstance(),
                        runtime::runtimeConfig);
    }

    private static void add(RpcTable.Builder table, SandboxRpcs sandboxes) {
        table.runtime(
                        START,
                        "RunPodSandbox",
                        RunPodSandboxRequest.getDefaultInstance(),
                        RunPodSandboxResponse.getDefaultInstance(),
                        sandboxes::runPodSandbox)
                .runtime(
                        STOP,
                        "StopPodSandbox",
                        StopPodSandboxRequest.getDefaultInstance(),
                        StopPodSandboxResponse.getDefaultInstance(),
                        sandboxes::stopPodSandbox)
                .runtime(
                        STOP,
                        "RemovePodSandbox",
                        RemovePodSandboxRequest.getDefaultInstance(),
                        RemovePodSandboxResponse.getDefaultInstance(),
                        sandboxes::removePodSandbox)
                .runtime(
                        QUERY,
                        "PodSandboxStatus",
                        PodSandboxStatusRequest.getDefaultInstance(),
                        PodSandboxStatusResponse.getDefaultInstance(),
                        sandboxes::podSandboxStatus)
                .runtime(
                        QUERY,
                        "ListPodSandbox",
                        ListPodSandboxRequest.getDefaultInstance(),
                        ListPodSandboxResponse.getDefaultInstance(),
                        sandboxes::listPodSandbox)
                .runtime(
                        QUERY,
                        "UpdatePodSandboxResources",
                        UpdatePodSandboxResourcesRequest.getDefaultInstance(),
                        UpdatePodSandboxResourcesResponse.getDefaultInstance(),
                        sandboxes::updatePodSandboxResources);
    }

    private static void add(RpcTable.Builder table, ContainerRpcs containers) {
        table.runtime(
                        START,
                        "CreateContainer",
                        CreateContainerRequest.getDefaultInstance(),
                        CreateContainerResponse.getDefaultInstance(),
                        containers::createContainer)
                .runtime(
                        START,
                        "StartContainer",
                        StartContainerRequest.getDefaultInstance(),
                        StartContainerResponse.getDefaultInstance(),
                        containers::startContainer)
                .runtime(
                        STOP,
                        "StopContainer",
                        StopContainerRequest.getDefaultInstance(),
                        StopContainerResponse.getDefaultInstance(),
                        containers::stopContainer)
                .runtime(
                        STOP,
                        "RemoveContainer",
                        RemoveContainerRequest.getDefaultInstance(),
                        RemoveContainerResponse.getDefaultInstance(),
                        containers::removeContainer)
                .runtime(
                        QUERY,
                        "ListContainers",
                        ListContainersRequest.getDefaultInstance(),
                        ListContainersResponse.getDefaultInstance(),
                        containers::listContainers)
                .runtime(
                        QUERY,
                        "ContainerStatus",
                        ContainerStatusRequest.getDefaultInstance(),
                        ContainerStatusResponse.getDefaultInstance(),
                        containers::containerStatus)
                .runtime(
                        START,
                        "UpdateContainerResources",
                        UpdateContainerResourcesRequest.getDefaultInstance(),
                        UpdateContainerResourcesResponse.getDefaultInstance(),
                        containers::updateContainerResources)
                .runtime(
                        START,
                        "ReopenContainerLog",
                        ReopenContainerLogRequest.getDefaultInstance(),
                        ReopenContainerLogResponse.getDefaultInstance(),
                        containers::reopenContainerLog);
    }

    private static void add(RpcTable.Builder table, ExecRpcs execs) {
        table.runtime(
                        EXEC,
                        "ExecSync",
                        ExecSyncRequest.getDefaultInstance(),
                        ExecSyncResponse.getDefaultInstance(),
                        execs::execSync)
                .runtime(
                        QUERY, "Exec", ExecRequest.getDefaultInstance(), ExecResponse.getDefaultInstance(), execs::exec)
                .runtime(
                        QUERY,
                        "Attach",
                        AttachRequest.getDefaultInstance(),
                        AttachResponse.getDefaultInstance(),
                        execs::attach)
                .runtime(
                        QUERY,
                        "PortForward",
                        PortForwardRequest.getDefaultInstance(),
                        PortForwardResponse.getDefaultInstance(),
                        execs::portForward);
    }

    private static void add(RpcTable.Builder table, StatsRpcs stats) {
        table.runtime(
                        QUERY,
                        "ContainerStats",
                        ContainerStatsRequest.getDefaultInstance(),
                        ContainerStatsResponse.getDefaultInstance(),
                        stats::containerStats)
                .runtime(
                        QUERY,
                        "ListContainerStats",
                        ListContainerStatsRequest.getDefaultInstance(),
                        ListContainerStatsResponse.getDefaultInstance(),
                        stats::listContainerStats)
                .runtime(
                        QUERY,
                        "PodSandboxStats",
                        PodSandboxStatsRequest.getDefaultInstance(),
                        PodSandboxStatsResponse.getDefaultInstance(),
                        stats::podSandboxStats)
                .runtime(
                        QUERY,
                        "ListPodSandboxStats",
                        ListPodSandboxStatsRequest.getDefaultInstance(),
                        ListPodSandboxStatsResponse.getDefaultInstance(),
                        stats::listPodSandboxStats);
    }

    private static void add(RpcTable.Builder table, ImageRpcs images) {
        table.image(
                        QUERY,
                        "ListImages",
                        ListImagesRequest.getDefaultInstance(),
                        ListImagesResponse.getDefaultInstance(),
                        images::listImages)
                .image(
                        QUERY,
                        "ImageStatus",
                        ImageStatusRequest.getDefaultInstance(),
                        ImageStatusResponse.getDefaultInstance(),
                        images::imageStatus)
                .image(
                        PULL,
                        "PullImage",
                        PullImageRequest.getDefaultInstance(),
                        PullImageResponse.getDefaultInstance(),
                        images::pullImage)
                .image(
                        START,
                        "RemoveImage",
                        RemoveImageRequest.getDefaultInstance(),
                        RemoveImageResponse.getDefaultInstance(),
                        images::removeImage)
                .image(
                        QUERY,
                        "ImageFsInfo",
                        ImageFsInfoRequest.getDefaultInstance(),
                        ImageFsInfoResponse.getDefaultInstance(),
                        images::imageFsInfo);
    }
}
