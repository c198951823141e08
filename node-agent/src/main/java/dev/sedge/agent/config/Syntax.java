package dev.sedge.agent.config;

import dev.sedge.agent.grant.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the values of the configuration are written; what is not is refused with an {@link IllegalArgumentException}. */
final class Syntax {
    /** The longest path of a unix socket on Linux, without the NUL behind it. */
    private static final int LONGEST_SOCKET = 107;

    private static final String UNIX = "unix://";
    private static final String AUTO = "auto";

    private Syntax() {}

    static Path socket(String text) {
        String name = text.startsWith(UNIX) ? text.substring(UNIX.length()) : text;
        if (!name.startsWith("/")) {
            throw new IllegalArgumentException("'" + text
                    + "' is no socket: give unix:// and an absolute path, such as unix:///run/sedge/sedge.sock");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET) {
            throw new IllegalArgumentException(
                    "'" + text + "' is too long: the path of a unix socket has at most " + LONGEST_SOCKET + " bytes");
        }
        return path(name);
    }

    static String format(Path socket) {
        return UNIX + socket;
    }

    static Path path(String text) {
        try {
            if (!text.isBlank()) {
                return Path.of(text).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new IllegalArgumentException("'" + text + "' is no path");
    }

    static boolean flag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.parseBoolean(text);
        }
        throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    }

    static <E extends Enum<E>> E choice(Class<E> type, String text) {
        for (E value : type.getEnumConstants()) {
            if (format(value).equals(text)) {
                return value;
            }
        }
        String choices =
                Arrays.stream(type.getEnumConstants()).map(Syntax::format).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'" + text + "' is none of " + choices);
    }

    static String format(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Optional<InetAddress> nodeAddress(String text) {
        if (text.equals(AUTO)) {
            return Optional.empty();
        }
        InetAddress address = IpAddress.parse(text);
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address of one node: give the one under which others reach it, or auto");
        }
        return Optional.of(address);
    }

    static String formatNodeAddress(Optional<InetAddress> address) {
        return address.map(InetAddress::getHostAddress).orElse(AUTO);
    }

    static InetSocketAddress loopback(String text) {
        InetSocketAddress address = IpAddress.parseWithPort(text);
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address of loopback: kubelet fetches streams on the"
                            + " node itself, and nobody else may; give 127.0.0.1:PORT");
        }
        return address;
    }

    static URI mirror(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (web && bare && uri.getHost() != null) {
                String path = uri.getRawPath().replaceFirst("/+$", "");
                return new URI(uri.getScheme() + "://" + uri.getRawAuthority() + path);
            }
        } catch (URISyntaxException e) {
            // Said below, without the text, which may hold a password.
        }
        throw new IllegalArgumentException(
                "a mirror is http:// or https:// with a host and maybe a port and a path, without a name or password");
    }

    static List<String> one(String text) {
        return List.of(text);
    }
}
