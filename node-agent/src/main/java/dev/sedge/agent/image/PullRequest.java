package dev.sedge.agent.image;

import dev.sedge.oci.ImageReference;
import dev.sedge.oci.registry.Credentials;
import dev.sedge.oci.wasm.RunHints;
import java.util.Optional;

/**
 * A pull that a pod needs.
 *
 * @param reference what to pull
 * @param hints what the pod says about how it is run
 * @param credentials for the registry of the reference, instead of those of the node; never sent to a mirror
 */
public record PullRequest(ImageReference reference, RunHints hints, Optional<Credentials> credentials) {}
