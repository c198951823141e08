package dev.sedge.agent.pod;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of sandboxes and containers: 256 random bits in lower-case hex, so that nobody guesses one. */
final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    static String next() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
