package dev.sedge.oci.registry;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of a URL: the border that credentials do not cross. */
record Origin(String scheme, String host, int port) {
    static Origin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    boolean sameHostAndPort(Origin other) {
        return host.equals(other.host) && port == other.port;
    }

    boolean isPlain() {
        return scheme.equals("http");
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
