package dev.sedge.bench.cri;

import dev.sedge.agent.cri.v1.ContainerFilter;
import dev.sedge.agent.cri.v1.ContainerState;
import dev.sedge.agent.cri.v1.ContainerStateValue;
import dev.sedge.agent.cri.v1.ImageFsInfoRequest;
import dev.sedge.agent.cri.v1.ImageFsInfoResponse;
import dev.sedge.agent.cri.v1.ListContainerStatsRequest;
import dev.sedge.agent.cri.v1.ListContainerStatsResponse;
import dev.sedge.agent.cri.v1.ListContainersRequest;
import dev.sedge.agent.cri.v1.ListContainersResponse;
import dev.sedge.agent.cri.v1.ListImagesRequest;
import dev.sedge.agent.cri.v1.ListImagesResponse;
import dev.sedge.agent.cri.v1.ListPodSandboxRequest;
import dev.sedge.agent.cri.v1.ListPodSandboxResponse;
import dev.sedge.agent.cri.v1.PodSandboxFilter;
import dev.sedge.agent.cri.v1.PodSandboxState;
import dev.sedge.agent.cri.v1.PodSandboxStateValue;
import dev.sedge.agent.cri.v1.StatusRequest;
import dev.sedge.agent.cri.v1.StatusResponse;
import java.io.IOException;

/** The calls that kubelet makes when nothing happens: each second, every five, every ten. */
final class KubeletPolls {
    private final CriClient client;

    KubeletPolls(CriClient client) {
        this.client = client;
    }

    /** The calls of one second, counted from 0. */
    void second(long number) throws IOException, InterruptedException {
        sandboxes(ListPodSandboxRequest.getDefaultInstance());
        containers(ListContainersRequest.getDefaultInstance());
        if (number % 2 == 0) {
            sandboxes(ListPodSandboxRequest.newBuilder()
                    .setFilter(PodSandboxFilter.newBuilder()
                            .setState(PodSandboxStateValue.newBuilder().setState(PodSandboxState.SANDBOX_READY)))
                    .build());
            containers(ListContainersRequest.newBuilder()
                    .setFilter(ContainerFilter.newBuilder()
                            .setState(ContainerStateValue.newBuilder().setState(ContainerState.CONTAINER_RUNNING)))
                    .build());
        }
        if (number % 5 == 0) {
            client.runtime("Status", StatusRequest.getDefaultInstance(), StatusResponse.getDefaultInstance());
        }
        if (number % 10 == 0) {
            client.runtime(
                    "ListContainerStats",
                    ListContainerStatsRequest.getDefaultInstance(),
                    ListContainerStatsResponse.getDefaultInstance());
            client.image(
                    "ImageFsInfo", ImageFsInfoRequest.getDefaultInstance(), ImageFsInfoResponse.getDefaultInstance());
            client.image("ListImages", ListImagesRequest.getDefaultInstance(), ListImagesResponse.getDefaultInstance());
        }
    }

    private void sandboxes(ListPodSandboxRequest request) throws IOException, InterruptedException {
        client.runtime("ListPodSandbox", request, ListPodSandboxResponse.getDefaultInstance());
    }

    private void containers(ListContainersRequest request) throws IOException, InterruptedException {
        client.runtime("ListContainers", request, ListContainersResponse.getDefaultInstance());
    }
}
