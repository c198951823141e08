package dev.sedge.agent.grant;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A TCP address on which a guest may listen: the socket is open when it starts.
 *
 * @param address the address, or that for all of the node
 * @param port the port, not 0
 */
public record ListenGrant(InetAddress address, int port) {

    /**
     * Reads {@code ADDRESS:PORT}, such as {@code 0.0.0.0:8080} or {@code [::1]:8080}.
     *
     * @throws GrantSyntaxException if it is not that, or the port is 0
     */
    public static ListenGrant parse(String text) {
        InetSocketAddress address = IpAddress.parseWithPort(text);
        if (address.getPort() == 0) {
            throw new GrantSyntaxException("'" + text + "' names no port: give one from 1 to 65535");
        }
        return new ListenGrant(address.getAddress(), address.getPort());
    }

    /** The address to bind. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    @Override
    public String toString() {
        return IpAddress.format(socketAddress());
    }
}
