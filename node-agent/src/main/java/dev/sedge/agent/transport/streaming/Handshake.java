package dev.sedge.agent.transport.streaming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The choice of a protocol when a client asks to leave HTTP. Pure; what it reads comes from anybody. */
final class Handshake {
    /** What we leave HTTP for. */
    static final String SPDY = "SPDY/3.1";

    /** The header in which a client offers protocols, the best first, and we name the one we chose. */
    static final String VERSION = "X-Stream-Protocol-Version";

    /** The header in which we name all of ours, if none was right. */
    static final String ACCEPTED = "X-Accepted-Stream-Protocol-Versions";

    private Handshake() {}

    /** Whether the headers {@code Connection} and {@code Upgrade} ask for SPDY. */
    static boolean asksForSpdy(List<String> connection, List<String> upgrade) {
        return names(connection).contains("upgrade") && names(upgrade).contains(SPDY.toLowerCase(Locale.ROOT));
    }

    /** The protocols that are offered, in their order; in one header or in several. */
    static List<String> offered(List<String> headers) {
        List<String> offered = new ArrayList<>();
        for (String header : headers) {
            for (String name : header.split(",", -1)) {
                if (!name.isBlank()) {
                    offered.add(name.strip());
                }
            }
        }
        return offered;
    }

    /** The first that is offered and ours. */
    static Optional<String> choose(List<String> offered, List<String> ours) {
        return offered.stream().filter(ours::contains).findFirst();
    }

    private static List<String> names(List<String> headers) {
        return offered(headers).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }
}
