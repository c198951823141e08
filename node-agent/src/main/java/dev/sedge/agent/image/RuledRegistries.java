package dev.sedge.agent.image;

import dev.sedge.agent.config.RegistryRules;
import dev.sedge.agent.config.RegistryRules.Rule;
import dev.sedge.oci.ContentSource;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import dev.sedge.oci.registry.CredentialProvider;
import dev.sedge.oci.registry.Credentials;
import dev.sedge.oci.registry.DockerConfig;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import dev.sedge.oci.registry.RetryPolicy;
import java.util.Optional;

/** Registries as the rules of the node say; one client for all of them, which keeps connections and tokens. */
public final class RuledRegistries implements Registries {
    private final RegistryRules rules;
    private final CredentialProvider usual;
    private final RegistryClient client;

    /**
     * Opens nothing before the first pull.
     *
     * @param usual the credentials where no rule names a file
     */
    public RuledRegistries(RegistryRules rules, CredentialProvider usual) {
        this(rules, usual, RegistryClient.builder());
    }

    RuledRegistries(RegistryRules rules, CredentialProvider usual, RegistryClient.Builder options) {
        this.rules = rules;
        this.usual = usual;
        rules.hosts().forEach((host, rule) -> options.host(config(host, rule)));
        this.client =
                options.otherHosts(host -> config(host, rules.ruleFor(host))).build();
    }

    @Override
    public ContentSource source(ImageReference reference, Access access) {
        String origin = reference.host();
        RegistryClient asking = client.withCredentials(
                (host, repository) -> credentials(host, repository, origin, access.credentials()));
        return access.patient() ? asking : asking.withRetries(RetryPolicy.NONE);
    }

    /** What a pod brings is for the registry that its image names, and for no mirror. */
    private Credentials credentials(String host, String repository, String origin, Optional<Credentials> brought)
            throws OciException {
        if (brought.isPresent() && host.equals(origin)) {
            return brought.get();
        }
        Rule rule = rules.hosts().containsKey(host) ? rules.ruleFor(host) : rules.ruleFor(origin);
        CredentialProvider kept =
                rule.credentialsFile().<CredentialProvider>map(DockerConfig::of).orElse(usual);
        return kept.credentials(host, repository);
    }

    private static HostConfig config(String host, Rule rule) {
        return new HostConfig(host, rule.plainHttp(), rule.caFile(), rule.mirrors());
    }
}
