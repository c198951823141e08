package dev.sedge.agent.grant;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where the owner of a node lets pods listen.
 *
 * @param ports the ports they may ask for. Default: none
 * @param addresses the addresses they may name: numbers, or {@code *} for all. Default: all
 * @param reservedPorts ports that they never get, beside those that no node may give away. Default: none
 * @param exposedPorts whether the ports that an image exposes are granted without being asked for. Default: no
 */
public record NetworkRules(PortSet ports, List<String> addresses, PortSet reservedPorts, boolean exposedPorts) {
    /** The name of all addresses. */
    public static final String ANY = "*";

    /** Nobody may listen anywhere. */
    public static final NetworkRules DEFAULT = new NetworkRules(PortSet.EMPTY, List.of(ANY), PortSet.EMPTY, false);

    /** Kubelet, kube-proxy, the control plane, YurtHub and its relatives, the API server, etcd. */
    private static final PortSet ALWAYS_RESERVED = PortSet.parse(List.of("10248-10269", "6443", "2379-2380"));

    /**
     * Copies the list.
     *
     * @throws GrantSyntaxException if one of the addresses is none
     */
    public NetworkRules {
        addresses = List.copyOf(addresses);
        for (String address : addresses) {
            if (!address.equals(ANY)) {
                IpAddress.parse(address);
            }
        }
    }

    /** These rules with one port more that no pod gets: one of the agent's own. */
    public NetworkRules reserving(int port) {
        return new NetworkRules(ports, addresses, reservedPorts.with(port), exposedPorts);
    }

    /** Why nobody may listen there, in words that follow the address; empty if it is allowed. */
    public Optional<String> refusal(ListenGrant wanted) {
        int port = wanted.port();
        Optional<String> reserved = reservation(port);
        if (reserved.isPresent()) {
            return reserved;
        }
        if (!ports.contains(port)) {
            return Optional.of("port " + port + " is none that this node grants: " + ports
                    + " (policy.network.ports in the node's configuration)");
        }
        if (!allows(wanted.address())) {
            return Optional.of("address " + wanted.address().getHostAddress() + " is none that this node grants: "
                    + String.join(", ", addresses) + " (policy.network.addresses in the node's configuration)");
        }
        return Optional.empty();
    }

    /** What a port is kept for, so that no pod gets it and nobody is led to it by way of a pod; empty if it is not. */
    public Optional<String> reservation(int port) {
        if (ALWAYS_RESERVED.contains(port)) {
            return Optional.of("port " + port + " is kept for kubelet, YurtHub and other parts of the node ("
                    + ALWAYS_RESERVED + " always are)");
        }
        if (reservedPorts.contains(port)) {
            return Optional.of("port " + port
                    + " is kept for the node itself (policy.network.reserved-ports, or the agent's streaming-address)");
        }
        return Optional.empty();
    }

    // Who may listen everywhere may also listen on one address of the same kind.
    private boolean allows(InetAddress wanted) {
        for (String text : addresses) {
            if (text.equals(ANY)) {
                return true;
            }
            InetAddress address = IpAddress.parse(text);
            boolean sameKind = address.getAddress().length == wanted.getAddress().length;
            if (address.equals(wanted) || (sameKind && address.isAnyLocalAddress())) {
                return true;
            }
        }
        return false;
    }
}
