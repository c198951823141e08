package dev.sedge.agent.cli;

import dev.sedge.oci.ImageReference;
import dev.sedge.oci.registry.CredentialProvider;
import dev.sedge.oci.registry.DockerConfig;
import dev.sedge.oci.registry.HostConfig;
import dev.sedge.oci.registry.RegistryClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how to talk to registries. */
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

    /** A client for the registry of this reference. */
    RegistryClient client(ImageReference reference) {
        return RegistryClient.builder()
                .credentials(credentials())
                .host(host(reference))
                .build();
    }

    /** How to talk to the registry of this reference. */
    HostConfig host(ImageReference reference) {
        HostConfig host = HostConfig.of(reference.host());
        if (plainHttp) {
            host = host.withPlainHttp();
        }
        return caFile == null ? host : host.withCaFile(caFile);
    }

    /** Where credentials come from. */
    CredentialProvider credentials() {
        return credentials == null ? DockerConfig.ofUser() : DockerConfig.of(credentials);
    }
}
