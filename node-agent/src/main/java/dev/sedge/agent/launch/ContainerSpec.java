package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.oci.pull.PulledImage;
import java.nio.file.Path;

/**
 * What a container is to be.
 *
 * @param id the container's id
 * @param sandbox its pod, as kubelet described it
 * @param config itself, as kubelet described it
 * @param image the image, which is kept until the container is closed
 * @param podDirectory a directory of the pod, which exists: for resolv.conf and the like
 * @param directory a directory of this container alone, which exists and is empty: for its writable layer
 */
public record ContainerSpec(
        String id,
        PodSandboxConfig sandbox,
        ContainerConfig config,
        PulledImage image,
        Path podDirectory,
        Path directory) {}
