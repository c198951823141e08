package dev.sedge.oci.registry;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a registry may send us: a redirect or a token server's address is the word of a stranger, and must not lead to
 * services that only this machine or its network can reach.
 */
final class Destinations {
    private Destinations() {}

    /** Why a redirect from one address to the next is not followed; empty if it is. */
    static Optional<String> refuseRedirect(URI from, URI to, URI registry) {
        Optional<String> malformed = malformed(to);
        if (malformed.isPresent()) {
            return malformed;
        }
        if (!Origin.of(from).isPlain() && Origin.of(to).isPlain()) {
            return Optional.of("it leads from https to http");
        }
        if (Origin.of(registry).sameHostAndPort(Origin.of(to)) || (isLoopback(registry) && isLoopback(to))) {
            return Optional.empty();
        }
        return literal(to)
                .filter(address -> !address.isSiteLocalAddress() && isInternal(address))
                .map(address -> "it leads to the internal address " + to.getHost());
    }

    /** Why a token server's address, or a redirect of it, is not used; empty if it is. */
    static Optional<String> refuseRealm(URI realm, URI registry, boolean plainAllowed) {
        Optional<String> malformed = malformed(realm);
        if (malformed.isPresent()) {
            return malformed;
        }
        if (Origin.of(realm).isPlain() && !plainAllowed) {
            return Optional.of("it is plain http");
        }
        if (Origin.of(registry).sameHostAndPort(Origin.of(realm))) {
            return Optional.empty();
        }
        return literal(realm)
                .filter(Destinations::isInternal)
                .map(address -> "it is the internal address " + realm.getHost());
    }

    private static Optional<String> malformed(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.of("it is no plain http or https address");
        }
        return Optional.empty();
    }

    private static boolean isLoopback(URI uri) {
        return uri.getHost().equalsIgnoreCase("localhost")
                || literal(uri).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static boolean isInternal(InetAddress address) {
        boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || address.isSiteLocalAddress()
                || uniqueLocal;
    }

    /** The address if the host is written as one; nothing is looked up. */
    private static Optional<InetAddress> literal(URI uri) {
        String host = uri.getHost();
        boolean numeric = host.startsWith("[") || host.matches("[0-9.]+|0[xX][0-9a-fA-F.xX]*");
        if (!numeric) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
    }
}
