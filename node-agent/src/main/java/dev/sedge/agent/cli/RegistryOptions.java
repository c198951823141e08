package dev.sedge.agent.cli;

import dev.sedge.agent.config.ConfigFile;
import dev.sedge.agent.config.RegistryRules;
import dev.sedge.agent.config.RegistryRules.Rule;
import dev.sedge.agent.image.Registries;
import dev.sedge.agent.image.RuledRegistries;
import dev.sedge.oci.ContentSource;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.registry.CredentialProvider;
import dev.sedge.oci.registry.DockerConfig;
import dev.sedge.oci.registry.HostConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how to talk to registries; they win over the rules in the node's configuration file. */
final class RegistryOptions {
    @Option(names = "--plain-http", description = "Talk to the registry without TLS.")
    boolean plainHttp;

    @Option(
            names = "--ca-file",
            paramLabel = "PEM",
            description = "Certificates to trust for the registry instead of the JVM's.")
    @Nullable Path caFile;

    @Option(
            names = "--registry-config",
            paramLabel = "FILE",
            description = "Credentials in the form of docker's config.json. Default: that of docker.")
    @Nullable Path credentials;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file whose registries: section is used, with its mirrors. Default:"
                    + " /etc/sedge/config.yaml if it is there.")
    @Nullable Path config;

    private @Nullable RegistryRules known;

    /** Where to pull this reference from. */
    ContentSource source(ImageReference reference) {
        Map<String, Rule> rules = new LinkedHashMap<>(rules().hosts());
        rules.put(reference.host(), rule(reference));
        return new RuledRegistries(new RegistryRules(rules), usualCredentials())
                .source(reference, Registries.Access.USUAL);
    }

    /** How to talk to the registry of this reference itself. */
    HostConfig host(ImageReference reference) {
        Rule rule = rule(reference);
        HostConfig host = HostConfig.of(reference.host());
        host = rule.plainHttp() ? host.withPlainHttp() : host;
        return rule.caFile().isPresent() ? host.withCaFile(rule.caFile().get()) : host;
    }

    /** Where the credentials for the registry of this reference come from. */
    CredentialProvider credentials(ImageReference reference) {
        return rule(reference)
                .credentialsFile()
                .<CredentialProvider>map(DockerConfig::of)
                .orElseGet(this::usualCredentials);
    }

    private CredentialProvider usualCredentials() {
        return credentials == null ? DockerConfig.ofUser() : DockerConfig.of(credentials);
    }

    private Rule rule(ImageReference reference) {
        Rule rule = rules().ruleFor(reference.host());
        return new Rule(
                rule.mirrors(),
                plainHttp || rule.plainHttp(),
                Optional.ofNullable(caFile).or(rule::caFile),
                credentials == null ? rule.credentialsFile() : Optional.empty());
    }

    private RegistryRules rules() {
        RegistryRules rules = known;
        if (rules == null) {
            rules = read();
            known = rules;
        }
        return rules;
    }

    private RegistryRules read() {
        if (config == null && !Files.isReadable(ConfigFile.STANDARD)) {
            return RegistryRules.NONE; // It may be for the node's owner alone, and nobody else's business.
        }
        return ConfigOption.file(config).read(Map.of()).registries();
    }
}
