package dev.sedge.agent.pod;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.v1.ContainerConfig;
import dev.sedge.agent.cri.v1.PodSandboxConfig;
import dev.sedge.agent.launch.LaunchException;
import dev.sedge.agent.launch.PreparedContainer;
import dev.sedge.oci.OciException;
import java.nio.file.Path;

/** The images that containers can be made of. Thread-safe. */
@FunctionalInterface
public interface ContainerImages {
    /**
     * The image that a container names by id, name or digest; it is in the store.
     *
     * @throws CriException NOT_FOUND if it is not
     */
    ContainerImage get(String reference) throws CriException;

    /** An image. */
    interface ContainerImage {
        /** What stays the same whatever the image is called: {@code sha256:} and the digest. */
        String id();

        /** The name that people know it by; the id if it has none. */
        String name();

        /**
         * Makes a container of it.
         *
         * @throws LaunchException if it cannot be run as asked
         * @throws OciException if the image does not hold what is to be run, or is damaged
         */
        PreparedContainer prepare(Request request) throws OciException;
    }

    /**
     * What is to be made.
     *
     * @param id the container's id
     * @param sandbox its pod
     * @param config itself
     * @param directory where a directory for this container alone can be made
     */
    record Request(String id, PodSandboxConfig sandbox, ContainerConfig config, Path directory) {}
}
