package dev.sedge.agent.grant;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses written as numbers. Names are never looked up: the grammar has none. */
public final class IpAddress {
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]*)\\]|([^:\\[\\]]*)):(\\d{1,5})");

    private IpAddress() {}

    /**
     * Reads an IPv4 or IPv6 address.
     *
     * @throws GrantSyntaxException if it is none
     */
    public static InetAddress parse(String text) {
        if (V4.matcher(text).matches() || V6.matcher(text).matches()) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                // Said below: the colons of it are not those of an address.
            }
        }
        throw new GrantSyntaxException("'" + text + "' is no IP address: give numbers such as 127.0.0.1 or ::1");
    }

    /**
     * Reads {@code ADDRESS:PORT}, an IPv6 address in brackets; the port is from 0 to 65535.
     *
     * @throws GrantSyntaxException if it is not that
     */
    public static InetSocketAddress parseWithPort(String text) {
        var matcher = WITH_PORT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 0xffff) {
            throw new GrantSyntaxException(
                    "'" + text + "' is not ADDRESS:PORT, such as 0.0.0.0:8080 or [::1]:8080, with a port up to 65535");
        }
        String address = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return new InetSocketAddress(parse(address), Integer.parseInt(matcher.group(3)));
    }

    /** The address in the words that {@link #parseWithPort} reads. */
    public static String format(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
