package dev.sedge.oci.registry;

import dev.sedge.oci.DockerHub;
import java.net.URI;

/**
 * A registry, or a mirror of one, that is asked.
 *
 * @param name as in references and in credentials
 * @param config how to talk to it
 * @param origin the registry that is meant; another than the name for a mirror
 */
record Host(String name, HostConfig config, String origin) {
    URI base() {
        return URI.create((config.plainHttp() ? "http" : "https") + "://" + DockerHub.apiHost(name));
    }

    /** The address of a path below {@code /v2/}, which consists of checked values only. */
    URI uri(String path) {
        String query = name.equals(origin) ? "" : "?ns=" + origin;
        return URI.create(base() + "/v2/" + path + query);
    }
}
