package dev.sedge.wasi;

import java.util.OptionalLong;

/**
 * The random bytes of a guest ({@code random_get}). Both kinds use one generator, AES-256 in counter mode with fast key
 * erasure, one per guest: secure from a seed of the operating system, or repeatable from a given one. Immutable.
 *
 * <p>Without this capability {@code random_get} answers {@code ENOTCAPABLE} (76). Guests take that as a failure: Rust
 * panics when a {@code HashMap} is made, Go falls back to the clock.
 */
public final class Randomness implements Capability {
    private static final long UNLIMITED = Long.MAX_VALUE;
    private static final Randomness NONE = new Randomness(false, OptionalLong.empty(), 0);
    private static final Randomness SECURE = new Randomness(true, OptionalLong.empty(), UNLIMITED);

    private final boolean granted;
    private final OptionalLong seed;
    private final long byteLimit;

    private Randomness(boolean granted, OptionalLong seed, long byteLimit) {
        this.granted = granted;
        this.seed = seed;
        this.byteLimit = byteLimit;
    }

    /**
     * No random bytes: the default.
     *
     * @return the absent capability
     */
    public static Randomness none() {
        return NONE;
    }

    /**
     * Cryptographically secure bytes that nobody can predict.
     *
     * @return the capability without a byte limit
     */
    public static Randomness secure() {
        return SECURE;
    }

    /**
     * The same bytes in each run with the same seed, in every release and on every JDK. Not for secrets.
     *
     * @param seed any number
     * @return the capability without a byte limit
     */
    public static Randomness seeded(long seed) {
        return new Randomness(true, OptionalLong.of(seed), UNLIMITED);
    }

    /**
     * This capability for at most so many bytes per guest; beyond it {@code random_get} answers {@code ENOMEM} (48).
     *
     * @param bytes the most that one guest may ask for, 0 or more
     * @return the limited capability
     */
    public Randomness withByteLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("byte limit of randomness is negative: " + bytes);
        }
        return new Randomness(granted, seed, granted ? bytes : 0);
    }

    /**
     * The seed of repeatable bytes.
     *
     * @return the seed, or empty for secure bytes and for none
     */
    public OptionalLong seed() {
        return seed;
    }

    /**
     * The most bytes that one guest may ask for.
     *
     * @return the limit; default {@link Long#MAX_VALUE}, which means none
     */
    public long byteLimit() {
        return byteLimit;
    }

    @Override
    public boolean isGranted() {
        return granted;
    }

    @Override
    public String describe() {
        if (!granted) {
            return "randomness: none";
        }
        String kind = seed.isPresent() ? "repeatable, from seed " + seed.getAsLong() : "secure";
        return "randomness: " + kind + (byteLimit == UNLIMITED ? "" : ", at most " + byteLimit + " bytes");
    }

    @Override
    public String toString() {
        return describe();
    }
}
