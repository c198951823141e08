package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;
import dev.sedge.agent.args.Words;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that say how to talk to registries; they win over the rules in the node's configuration file. */
final class RegistryOptions {
    private static final Option PLAIN_HTTP = Option.flag("Talk to the registry without TLS.", "--plain-http");
    private static final Option CA_FILE =
            Option.value("PEM", "Certificates to trust for the registry instead of the JVM's.", "--ca-file");
    private static final Option CREDENTIALS = Option.value(
            "FILE", "Credentials in the form of docker's config.json. Default: that of docker.", "--registry-config");
    private static final Option CONFIG = Option.value(
            "FILE",
            "The file whose registries: section is used, with its mirrors. Default: /etc/sedge/config.yaml if it is"
                    + " there.",
            "--config");
    static final List<Option> OPTIONS = List.of(PLAIN_HTTP, CA_FILE, CREDENTIALS, CONFIG);

    private final boolean plainHttp;
    private final Optional<Path> caFile;
    private final Optional<Path> credentials;
    private final Optional<Path> config;

    private @Nullable RegistryRules known;

    RegistryOptions(Words words) {
        plainHttp = words.has(PLAIN_HTTP);
        caFile = path(words, CA_FILE);
        credentials = path(words, CREDENTIALS);
        config = path(words, CONFIG);
    }

    private static Optional<Path> path(Words words, Option option) {
        return words.has(option) ? Optional.of(Path.of(words.value(option, ""))) : Optional.empty();
    }

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
        return credentials.map(DockerConfig::of).orElseGet(DockerConfig::ofUser);
    }

    private Rule rule(ImageReference reference) {
        Rule rule = rules().ruleFor(reference.host());
        return new Rule(
                rule.mirrors(),
                plainHttp || rule.plainHttp(),
                caFile.or(rule::caFile),
                credentials.isEmpty() ? rule.credentialsFile() : Optional.empty());
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
        if (config.isEmpty() && !Files.isReadable(ConfigFile.STANDARD)) {
            return RegistryRules.NONE; // It may be for the node's owner alone, and nobody else's business.
        }
        return ConfigOption.file(config).read(Map.of()).registries();
    }
}
