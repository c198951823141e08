package dev.sedge.agent.image;

import dev.sedge.oci.ContentSource;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.registry.Credentials;
import java.util.Optional;

/** Where images are pulled from. Used by many threads. */
@FunctionalInterface
public interface Registries {
    /** The place to pull a reference from. */
    ContentSource source(ImageReference reference, Access access);

    /**
     * How it is to be asked.
     *
     * @param credentials for the registry of the reference, instead of the configured ones
     * @param patient whether to try again after a failure that may pass; not if there is something to fall back on
     */
    record Access(Optional<Credentials> credentials, boolean patient) {
        /** With the configured credentials, and patient. */
        public static final Access USUAL = new Access(Optional.empty(), true);
    }
}
