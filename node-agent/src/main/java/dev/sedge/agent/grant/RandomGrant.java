package dev.sedge.agent.grant;

import dev.sedge.wasi.Randomness;

/** The randomness of a guest in words: {@code secure}, {@code none} or {@code seed:N}. */
public final class RandomGrant {
    private static final String SEED = "seed:";

    private RandomGrant() {}

    /**
     * Reads it.
     *
     * @throws GrantSyntaxException if it is none of the three, or the seed is no 64-bit number
     */
    public static Randomness parse(String text) {
        if (text.equals("secure")) {
            return Randomness.secure();
        }
        if (text.equals("none")) {
            return Randomness.none();
        }
        if (text.startsWith(SEED)) {
            try {
                return Randomness.seeded(Long.parseLong(text.substring(SEED.length())));
            } catch (NumberFormatException e) {
                throw new GrantSyntaxException("the seed in '" + text + "' is no whole number of 64 bits");
            }
        }
        throw new GrantSyntaxException("'" + text + "' is no source of randomness: give secure, none or seed:N");
    }

    /** The source in the words that {@link #parse} reads. */
    public static String format(Randomness randomness) {
        if (!randomness.isGranted()) {
            return "none";
        }
        return randomness.seed().isEmpty() ? "secure" : SEED + randomness.seed().getAsLong();
    }
}
