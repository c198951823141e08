package dev.sedge.oci.registry;

import dev.sedge.oci.DockerHub;
import java.net.URI;

/**
 * A registry, or a mirror of one, that is asked.
 *
 * @param name as in references and in credentials
 * @param config how to talk to it
 * @param root the address before {@code /v2/}, without a slash at its end
 * @param prefix what stands before every repository there; ends with a slash unless it is empty
 * @param query what every address ends with
 * @param last whether nobody else is left to ask
 */
record Host(String name, HostConfig config, URI root, String prefix, String query, boolean last) {
    private static final String API = "/v2/";

    /** The registry that a reference names. */
    static Host origin(HostConfig config) {
        String scheme = config.plainHttp() ? "http" : "https";
        URI root = URI.create(scheme + "://" + DockerHub.apiHost(config.host()));
        return new Host(config.host(), config, root, "", "", true);
    }

    /** A mirror at this address of the registry with this name. */
    static Host mirror(URI address, HostConfig config, String origin) {
        String server = address.getScheme() + "://" + address.getRawAuthority();
        String path = (address.getRawPath() + "/").replaceFirst("/+$", "/");
        boolean api = path.startsWith(API);
        URI root = URI.create(server + (api ? "" : path.substring(0, path.length() - 1)));
        String prefix = api ? path.substring(API.length()) : "";
        return new Host(address.getRawAuthority(), config, root, prefix, "?ns=" + origin, false);
    }

    /** The name of a repository at this host. */
    String repository(String repository) {
        return prefix + repository;
    }

    /** The address of a path below {@code /v2/}, which consists of checked values only. */
    URI uri(String path) {
        return URI.create(root + API + (path.isEmpty() ? "" : prefix + path) + query);
    }
}
