package dev.sedge.agent.config;

import dev.sedge.agent.grant.GrantSyntaxException;
import dev.sedge.agent.grant.NetworkRules;
import dev.sedge.agent.grant.Policy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that the owner of a node says about the agent. Immutable, and checked as far as it can be without opening anything.
 *
 * @param listen the unix socket for kubelet. Default: {@code /run/sedge/sedge.sock}
 * @param root where images and state are kept. Default: {@code /var/lib/sedge}
 * @param codeCache where compiled modules are kept. Default: {@link CodeLocation#AUTO}
 * @param codeCacheSize how many bytes they may have together. Default: 256 MiB
 * @param profile what the JVM is tuned for. Default: small
 * @param logLevel how much is logged. Default: info
 * @param logFormat how it is written. Default: text
 * @param nodeIp the address of the node and its pods; empty to find it out, which is the default
 * @param streamingAddress where streams are fetched, on loopback. Default: {@code 127.0.0.1:0}, any free port
 * @param registries how registries are talked to. Default: over https, without mirrors
 * @param policy what pods may have. Default: {@link Policy#DEFAULT}
 */
public record NodeConfig(
        Path listen,
        Path root,
        CodeLocation codeCache,
        long codeCacheSize,
        Profile profile,
        LogLevel logLevel,
        LogFormat logFormat,
        Optional<InetAddress> nodeIp,
        InetSocketAddress streamingAddress,
        RegistryRules registries,
        Policy policy) {

    /** The configuration of a node whose owner says nothing. */
    public static NodeConfig defaults() {
        return of(new Values(), RegistryRules.NONE, "");
    }

    /** The configuration as a file that says the same, with comments. */
    public String toYaml() {
        return ConfigPrinter.print(this);
    }

    static NodeConfig of(Values values, RegistryRules registries, String origin) {
        return new NodeConfig(
                values.read(Settings.LISTEN),
                values.read(Settings.ROOT),
                values.read(Settings.CODE_CACHE),
                values.read(Settings.CODE_CACHE_SIZE),
                values.read(Settings.PROFILE),
                values.read(Settings.LOG_LEVEL),
                values.read(Settings.LOG_FORMAT),
                values.read(Settings.NODE_IP),
                values.read(Settings.STREAMING_ADDRESS),
                registries,
                policy(values, origin));
    }

    private static Policy policy(Values values, String origin) {
        try {
            NetworkRules network = new NetworkRules(
                    values.read(Settings.PORTS),
                    values.read(Settings.ADDRESSES),
                    values.read(Settings.RESERVED_PORTS),
                    values.read(Settings.EXPOSED_PORTS));
            return new Policy(
                    values.read(Settings.STALE_IF_OFFLINE),
                    Settings.DEFAULTS.read(values),
                    Settings.MAXIMA.read(values),
                    network);
        } catch (GrantSyntaxException e) {
            throw new ConfigException(origin + e.getMessage(), e);
        }
    }
}
