package dev.sedge.agent.config;

import dev.sedge.agent.grant.Allowance;
import dev.sedge.agent.grant.ByteSize;
import dev.sedge.agent.grant.IpAddress;
import dev.sedge.agent.grant.NetworkRules;
import dev.sedge.agent.grant.PortSet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All keys of the configuration file but those below {@code registries}, in the order of the file. */
final class Settings {
    static final Setting<Path> LISTEN = one(
            "listen",
            "SOCKET",
            "The unix socket on which kubelet finds the agent; only root may use it.",
            Path.of("/run/sedge/sedge.sock"),
            Syntax::socket,
            Syntax::format,
            NodeConfig::listen);
    static final Setting<Path> ROOT = one(
            "root",
            "DIR",
            "Where images and the state of pods are kept. Must survive a reboot.",
            Path.of("/var/lib/sedge"),
            Syntax::path,
            Path::toString,
            NodeConfig::root);
    static final Setting<CodeLocation> CODE_CACHE = one(
            "code-cache",
            "DIR",
            "Where compiled modules are kept for the next start: auto for the directory code in the root, a directory that"
                    + " no guest can write to, or none.",
            CodeLocation.AUTO,
            CodeLocation::parse,
            CodeLocation::format,
            NodeConfig::codeCache);
    static final Setting<Long> CODE_CACHE_SIZE = one(
            "code-cache-size",
            "SIZE",
            "How much of the disk they may take, such as 256Mi; what was not used for longest is removed first.",
            CodeLocation.DEFAULT_SIZE,
            ByteSize::parse,
            ByteSize::exact,
            NodeConfig::codeCacheSize);
    static final Setting<Profile> PROFILE = choice(
            "profile",
            "What the JVM is tuned for: small (least memory) or fast (guests that compute for long).",
            Profile.SMALL,
            NodeConfig::profile);
    static final Setting<LogLevel> LOG_LEVEL = choice(
            "log-level",
            "How much is said on standard error: error, warning, info or debug.",
            LogLevel.INFO,
            NodeConfig::logLevel);
    static final Setting<LogFormat> LOG_FORMAT = choice(
            "log-format",
            "One line for each thing that happened, as text (key=value) or json.",
            LogFormat.TEXT,
            NodeConfig::logFormat);
    static final Setting<Optional<InetAddress>> NODE_IP = one(
            "node-ip",
            "ADDRESS",
            "The address of the node, which is the address of each pod; auto takes that of the default route.",
            Optional.empty(),
            Syntax::nodeAddress,
            Syntax::formatNodeAddress,
            NodeConfig::nodeIp);
    static final Setting<InetSocketAddress> STREAMING_ADDRESS = one(
            "streaming-address",
            "ADDRESS:PORT",
            "Where kubelet fetches the streams of exec, attach and port-forward: on loopback; port 0 is any free one.",
            IpAddress.parseWithPort("127.0.0.1:0"),
            Syntax::loopback,
            IpAddress::format,
            NodeConfig::streamingAddress);

    static final Setting<Boolean> STALE_IF_OFFLINE = flag(
            "policy.stale-if-offline",
            "Whether a pull whose registry cannot be reached takes the image that is in the store, as it is."
                    + " Kubelet pulls each time for imagePullPolicy Always and for the tag latest.",
            config -> config.policy().staleIfOffline());
    static final AllowanceSettings DEFAULTS = new AllowanceSettings(
            "defaults", Allowance.DEFAULT, config -> config.policy().defaults());
    static final AllowanceSettings MAXIMA = new AllowanceSettings(
            "maxima", Allowance.DEFAULT_MAXIMA, config -> config.policy().maxima());
    static final Setting<PortSet> PORTS = list(
            "policy.network.ports",
            "PORTS",
            "Ports on which pods may listen by sedge.dev/network: numbers and ranges, such as [8080, 30000-32767].",
            NetworkRules.DEFAULT.ports(),
            PortSet::parse,
            PortSet::format,
            config -> config.policy().network().ports());
    static final Setting<List<String>> ADDRESSES = list(
            "policy.network.addresses",
            "ADDRESSES",
            "Addresses of the node that pods may name there: numbers, or \"*\" for all.",
            NetworkRules.DEFAULT.addresses(),
            List::copyOf,
            addresses -> addresses,
            config -> config.policy().network().addresses());
    static final Setting<PortSet> RESERVED_PORTS = list(
            "policy.network.reserved-ports",
            "PORTS",
            "Ports that no pod gets, beside those that none ever gets: the agent's own, 10248-10269 of kubelet,"
                    + " kube-proxy and YurtHub, 6443 and 2379-2380.",
            NetworkRules.DEFAULT.reservedPorts(),
            PortSet::parse,
            PortSet::format,
            config -> config.policy().network().reservedPorts());
    static final Setting<Boolean> EXPOSED_PORTS = flag(
            "policy.network.exposed-ports",
            "Whether a container without that annotation listens on the ports that its image exposes.",
            config -> config.policy().network().exposedPorts());

    /** What the groups of keys are for. */
    static final Map<String, String> GROUPS = groups();

    private static final List<Setting<?>> BEFORE_REGISTRIES = List.of(
            LISTEN, ROOT, CODE_CACHE, CODE_CACHE_SIZE, PROFILE, LOG_LEVEL, LOG_FORMAT, NODE_IP, STREAMING_ADDRESS);
    private static final List<Setting<?>> AFTER_REGISTRIES = afterRegistries();

    private Settings() {}

    static List<Setting<?>> beforeRegistries() {
        return BEFORE_REGISTRIES;
    }

    static List<Setting<?>> afterRegistries() {
        List<Setting<?>> all = new ArrayList<>(List.of(STALE_IF_OFFLINE));
        all.addAll(DEFAULTS.all());
        all.addAll(MAXIMA.all());
        all.addAll(List.of(PORTS, ADDRESSES, RESERVED_PORTS, EXPOSED_PORTS));
        return List.copyOf(all);
    }

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(BEFORE_REGISTRIES);
        all.addAll(AFTER_REGISTRIES);
        return all;
    }

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("policy", "What the owner of the node lets pods have.");
        groups.put("policy.defaults", "What a container has without an annotation.");
        groups.put(
                "policy.maxima",
                "What an annotation such as sedge.dev/disk may ask for at most, and for memory the limit of the pod."
                        + " As shipped, annotations can only narrow.");
        groups.put("policy.network", "Where pods may listen. As shipped, nowhere.");
        return groups;
    }

    private static <T> Setting<T> one(
            String path,
            String label,
            String comment,
            T fallback,
            Function<String, T> reader,
            Function<T, String> writer,
            Function<NodeConfig, T> field) {
        return new Setting<>(
                path,
                label,
                comment,
                false,
                fallback,
                texts -> reader.apply(texts.get(0)),
                value -> List.of(writer.apply(value)),
                field);
    }

    private static <T> Setting<T> list(
            String path,
            String label,
            String comment,
            T fallback,
            Function<List<String>, T> reader,
            Function<T, List<String>> writer,
            Function<NodeConfig, T> field) {
        return new Setting<>(path, label, comment, true, fallback, reader, writer, field);
    }

    private static <E extends Enum<E>> Setting<E> choice(
            String path, String comment, E fallback, Function<NodeConfig, E> field) {
        Class<E> type = fallback.getDeclaringClass();
        return one(path, "KIND", comment, fallback, text -> Syntax.choice(type, text), Syntax::format, field);
    }

    private static Setting<Boolean> flag(String path, String comment, Function<NodeConfig, Boolean> field) {
        return one(path, "true|false", comment, false, Syntax::flag, String::valueOf, field);
    }
}
