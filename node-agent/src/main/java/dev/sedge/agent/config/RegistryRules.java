package dev.sedge.agent.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How registries are to be talked to.
 *
 * @param hosts the rule of each host as it stands in references, with its port: {@code docker.io},
 *     {@code localhost:5000}; {@code *} for all hosts without a rule of their own. In the order of the file
 */
public record RegistryRules(Map<String, Rule> hosts) {
    /** The key of the rule for all other hosts. */
    public static final String ANY_HOST = "*";

    /** No rules: every host is asked over https. */
    public static final RegistryRules NONE = new RegistryRules(Map.of());

    /**
     * How to talk to one host.
     *
     * @param mirrors {@code http(s)://HOST[:PORT][/PATH]}, asked first and in this order; http means without TLS; the path
     *     stands before {@code /v2/}, or before the repository if it begins with {@code /v2/} itself. Default: none
     * @param plainHttp whether the host itself is talked to without TLS. Default: no
     * @param caFile certificates that are trusted for the host, and for mirrors without a rule of their own, instead of
     *     the JVM's. Default: the JVM's
     * @param credentialsFile credentials in the form of docker's config.json, for the host, and for mirrors without a
     *     rule of their own under their own names. Default: docker's own file
     */
    public record Rule(List<URI> mirrors, boolean plainHttp, Optional<Path> caFile, Optional<Path> credentialsFile) {
        /** Nothing special. */
        public static final Rule NONE = new Rule(List.of(), false, Optional.empty(), Optional.empty());

        /** Copies the list. */
        public Rule {
            mirrors = List.copyOf(mirrors);
        }
    }

    /** Copies the map. */
    public RegistryRules {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    /** The host's own rule, else that for all hosts, else {@link Rule#NONE}. */
    public Rule ruleFor(String host) {
        Rule own = hosts.get(host);
        return own != null ? own : hosts.getOrDefault(ANY_HOST, Rule.NONE);
    }
}
