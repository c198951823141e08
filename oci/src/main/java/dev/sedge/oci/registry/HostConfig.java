package dev.sedge.oci.registry;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one registry host is to be talked to.
 *
 * @param host the host as it stands in references, with its port: {@code docker.io}, {@code localhost:5000}
 * @param plainHttp whether to use http without TLS, also for credentials. Default: no; a client never falls back to it
 * @param caFile certificates in PEM form that are trusted for this host instead of the JVM's. Default: the JVM's
 * @param mirrors addresses that are asked first, in this order, with http or https as they say. What follows the port is
 *     put before {@code /v2/}, or if it begins with {@code /v2/} itself, before every repository there. Credentials are
 *     those of a mirror's own host. Default: none
 */
public record HostConfig(String host, boolean plainHttp, Optional<Path> caFile, List<URI> mirrors) {
    /**
     * Checks and copies the list.
     *
     * @throws IllegalArgumentException if a mirror is no http or https address, or has more than a host, a port and a path
     */
    public HostConfig {
        mirrors = List.copyOf(mirrors);
        mirrors.forEach(HostConfig::check);
    }

    /** The defaults for a host: https with the JVM's certificates, no mirrors. */
    public static HostConfig of(String host) {
        return new HostConfig(host, false, Optional.empty(), List.of());
    }

    /** The same host without TLS. */
    public HostConfig withPlainHttp() {
        return new HostConfig(host, true, caFile, mirrors);
    }

    /** The same host with these trusted certificates. */
    public HostConfig withCaFile(Path pem) {
        return new HostConfig(host, plainHttp, Optional.of(pem), mirrors);
    }

    /** The same host with these mirrors before it. */
    public HostConfig withMirrors(List<URI> addresses) {
        return new HostConfig(host, plainHttp, caFile, addresses);
    }

    private static void check(URI mirror) {
        String scheme = String.valueOf(mirror.getScheme()).toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web
                || mirror.getHost() == null
                || mirror.getRawUserInfo() != null
                || mirror.getRawQuery() != null
                || mirror.getRawFragment() != null) {
            throw new IllegalArgumentException("the mirror " + mirror.getScheme() + "://" + mirror.getHost()
                    + " must be http://HOST[:PORT][/PATH] or https://HOST[:PORT][/PATH]");
        }
    }
}
