package dev.sedge.agent.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out the address under which a node is known to others. */
public final class NodeAddress {
    /** Two addresses for documentation, which no packet is sent to: the system is only asked for the way there. */
    private static final List<String> FAR_AWAY = List.of("192.0.2.1", "2001:db8::1");

    private NodeAddress() {}

    /**
     * The address from which the default route starts; without one, as on a device that is not connected, the first
     * address of another interface than loopback, IPv4 before IPv6; else loopback. Looks up no name and sends nothing.
     */
    public static InetAddress detect() {
        return FAR_AWAY.stream()
                .map(NodeAddress::towards)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> choose(ofInterfaces()));
    }

    /** The best of these: no address of one link alone, IPv4 before IPv6; loopback if there is none. */
    static InetAddress choose(List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .min(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                .orElse(InetAddress.getLoopbackAddress());
    }

    private static Optional<InetAddress> towards(String address) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getByName(address), 9));
            InetAddress local = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
            return Optional.of(local).filter(found -> !found.isAnyLocalAddress() && !found.isLoopbackAddress());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty(); // No way there.
        }
    }

    private static List<InetAddress> ofInterfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(NodeAddress::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException | UncheckedIOException e) {
            return Stream.<InetAddress>empty().toList();
        }
    }

    private static boolean isUp(NetworkInterface device) {
        try {
            return device.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
