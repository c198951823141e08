package dev.sedge.agent.launch;

import dev.sedge.agent.cri.v1.PortMapping;
import dev.sedge.agent.cri.v1.Protocol;
import dev.sedge.agent.grant.GrantSyntaxException;
import dev.sedge.agent.grant.IpAddress;
import dev.sedge.agent.grant.ListenGrant;
import dev.sedge.agent.grant.NetworkRules;
import dev.sedge.wasi.Listener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the listeners of a container are reached. A pod has the node's address, so a listener has its own port on the
 * node; where the pod maps another port of the host to it, it has that one, too, behind the same descriptor.
 */
final class HostPorts {
    private HostPorts() {}

    /**
     * The sockets of a container.
     *
     * @throws LaunchException if a port of the host is none that the node grants
     */
    static List<Listener> listeners(List<ListenGrant> granted, List<PortMapping> mappings, NetworkRules rules) {
        List<Listener> listeners = new ArrayList<>();
        for (ListenGrant own : granted) {
            Set<InetSocketAddress> addresses = new LinkedHashSet<>(Set.of(own.socketAddress()));
            for (PortMapping mapping : mappings) {
                if (mapping.getContainerPort() == own.port()
                        && mapping.getHostPort() != 0
                        && mapping.getProtocol() == Protocol.TCP) {
                    addresses.add(hostAddress(mapping, own, rules));
                }
            }
            listeners.add(Listener.tcp(List.copyOf(withoutCovered(addresses))));
        }
        return listeners;
    }

    private static InetSocketAddress hostAddress(PortMapping mapping, ListenGrant own, NetworkRules rules) {
        String what = "hostPort " + mapping.getHostPort() + " of containerPort " + own.port();
        int port = mapping.getHostPort();
        if (port < 0 || port > 0xffff) {
            throw new LaunchException(what + " is no port");
        }
        ListenGrant wanted = new ListenGrant(address(mapping.getHostIp(), own.address(), what), port);
        rules.refusal(wanted).ifPresent(reason -> {
            throw new LaunchException(what + " is not granted: " + reason);
        });
        return wanted.socketAddress();
    }

    private static InetAddress address(String hostIp, InetAddress otherwise, String what) {
        try {
            return hostIp.isEmpty() ? otherwise : IpAddress.parse(hostIp);
        } catch (GrantSyntaxException e) {
            throw new LaunchException(what + ": " + e.getMessage(), e);
        }
    }

    /** Without addresses of a port that is bound for all addresses anyway, which would be taken then. */
    private static Set<InetSocketAddress> withoutCovered(Set<InetSocketAddress> addresses) {
        Set<InetSocketAddress> left = new LinkedHashSet<>(addresses);
        left.removeIf(address -> !address.getAddress().isAnyLocalAddress()
                && addresses.stream()
                        .anyMatch(other -> other.getPort() == address.getPort()
                                && other.getAddress().isAnyLocalAddress()));
        return left;
    }
}
