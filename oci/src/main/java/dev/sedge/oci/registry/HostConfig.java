package dev.sedge.oci.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How one registry host is to be talked to.
 *
 * @param host the host as it stands in references, with its port: {@code docker.io}, {@code localhost:5000}
 * @param plainHttp whether to use http without TLS, also for credentials. Default: no; a client never falls back to it
 * @param caFile certificates in PEM form that are trusted for this host instead of the JVM's. Default: the JVM's
 * @param mirrors other hosts that are asked first, in this order. Each has its own {@code HostConfig} and credentials.
 *     Default: none
 */
public record HostConfig(String host, boolean plainHttp, Optional<Path> caFile, List<String> mirrors) {
    /** Copies the list. */
    public HostConfig {
        mirrors = List.copyOf(mirrors);
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
    public HostConfig withMirrors(List<String> hosts) {
        return new HostConfig(host, plainHttp, caFile, hosts);
    }
}
