package dev.sedge.wasi;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A listening stream socket that a guest finds open when it starts: the only way to the network. The guest accepts
 * connections on it ({@code sock_accept}) and talks over them; it can neither connect to anything nor listen on another
 * address. Without this capability it has no socket at all. Immutable; nothing is opened before the guest starts.
 *
 * <p>Listeners get the descriptors after the preopens, in the order in which they were granted. A listener waits for a
 * connection until the guest asks for its flags ({@code fd_fdstat_get}); then it finds {@code NONBLOCK} set, and so it is
 * from then on. So a C or Rust program that simply accepts works, and one of Go, whose {@code net.FileListener} must not
 * block the whole program, too.
 */
public final class Listener implements Capability {
    private final List<InetSocketAddress> addresses;
    private final Optional<ServerSocketChannel> channel;

    private Listener(List<InetSocketAddress> addresses, Optional<ServerSocketChannel> channel) {
        this.addresses = addresses;
        this.channel = channel;
    }

    /**
     * Grants TCP on these addresses of the host, all behind one descriptor. They are bound when the guest starts and
     * freed when it ends or closes the descriptor.
     *
     * @param addresses at least one, each with an IP address and a port from 1
     * @return the capability
     * @throws IllegalArgumentException if there is no address, one twice, one without an IP address or with port 0
     */
    public static Listener tcp(InetSocketAddress... addresses) {
        return tcp(List.of(addresses));
    }

    /**
     * Grants TCP on these addresses of the host, all behind one descriptor. They are bound when the guest starts and
     * freed when it ends or closes the descriptor.
     *
     * @param addresses at least one, each with an IP address and a port from 1
     * @return the capability
     * @throws IllegalArgumentException if there is no address, one twice, one without an IP address or with port 0
     */
    public static Listener tcp(List<InetSocketAddress> addresses) {
        Set<InetSocketAddress> known = new LinkedHashSet<>();
        for (InetSocketAddress address : addresses) {
            if (address.isUnresolved() || address.getPort() == 0) {
                throw new IllegalArgumentException("listen on " + address
                        + ": needs an IP address and a port from 1; for a port of the system's choice bind a"
                        + " ServerSocketChannel and use Listener.of");
            }
            if (!known.add(address)) {
                throw new IllegalArgumentException("listen on " + address + ": the address is given twice");
            }
        }
        if (known.isEmpty()) {
            throw new IllegalArgumentException("a listener needs at least one address");
        }
        return new Listener(List.copyOf(known), Optional.empty());
    }

    /**
     * Grants a socket that listens already. The caller keeps it and closes it after the guest has ended; it is switched
     * to non-blocking mode, and must not be used by two guests at a time.
     *
     * @param channel bound, for TCP or a Unix domain socket
     * @return the capability
     */
    public static Listener of(ServerSocketChannel channel) {
        return new Listener(List.of(), Optional.of(requireNonNull(channel, "channel")));
    }

    /**
     * The addresses that are bound when the guest starts.
     *
     * @return an immutable list; empty for a {@link #channel()}
     */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /**
     * The open socket, if this is one.
     *
     * @return the channel as given, or empty for {@link #addresses()}
     */
    public Optional<ServerSocketChannel> channel() {
        return channel;
    }

    @Override
    public boolean isGranted() {
        return true;
    }

    @Override
    public String describe() {
        return "listener, " + channel.map(Listener::describe).orElseGet(() -> "TCP " + join(addresses));
    }

    @Override
    public String toString() {
        return describe();
    }

    private static String describe(ServerSocketChannel channel) {
        try {
            SocketAddress address = channel.getLocalAddress();
            if (address instanceof InetSocketAddress inet) {
                return "TCP " + join(List.of(inet));
            }
            return address instanceof UnixDomainSocketAddress unix ? "Unix socket " + unix : "a socket of the embedder";
        } catch (IOException e) {
            return "a socket that is closed";
        }
    }

    private static String join(List<InetSocketAddress> addresses) {
        StringBuilder text = new StringBuilder();
        for (InetSocketAddress address : addresses) {
            String host = address.getAddress().getHostAddress();
            text.append(text.length() == 0 ? "" : ", ")
                    .append(host.indexOf(':') < 0 ? host : '[' + host + ']')
                    .append(':')
                    .append(address.getPort());
        }
        return text.toString();
    }
}
