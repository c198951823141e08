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
 * @param directory where a directory for this container alone can be made: for its writable layer
 */
public record ContainerSpec(
        String id, PodSandboxConfig sandbox, ContainerConfig config, PulledImage image, Path directory) {}
