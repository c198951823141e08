package dev.sedge.agent.grant;

import dev.sedge.wasi.Randomness;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One thing of which a guest may have less or more: how an amount of it is written, and which of two amounts is more.
 *
 * @param <T> the type of an amount
 */
public final class Amount<T> {
    /** In words, the absence of a limit. */
    static final String NONE = "none";

    private static final int MOST_OPEN_FILES = 1 << 20;
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    /** Random bytes: none, then repeatable, then secure. */
    public static final Amount<Randomness> RANDOM = new Amount<>(
            "random",
            RandomGrant::parse,
            RandomGrant::format,
            Comparator.comparing(Randomness::isGranted)
                    .thenComparing(randomness -> randomness.seed().isEmpty()),
            Allowance::random);

    /** Clocks: none, then one that stands, then the system's. */
    public static final Amount<ClockGrant> CLOCK = new Amount<>(
            "clock",
            ClockGrant::parse,
            ClockGrant::format,
            Comparator.<ClockGrant, Boolean>comparing(clock -> clock.wall().isGranted())
                    .thenComparing(clock -> clock.wall().fixedAt().isEmpty()),
            Allowance::clock);

    /** How long it may live; empty for ever. */
    public static final Amount<Optional<Duration>> TIMEOUT = new Amount<>(
            "timeout",
            text -> text.equals(NONE) ? Optional.empty() : Optional.of(Durations.parse(text)),
            time -> time.map(Durations::format).orElse(NONE),
            Comparator.comparing(time -> time.orElse(Duration.ofSeconds(Long.MAX_VALUE))),
            Allowance::timeout);

    /** How many random bytes it may ask for; empty without a limit. */
    public static final Amount<OptionalLong> RANDOM_BYTES = unlimited("random-bytes", Allowance::randomBytes);

    /** How many files and directories it may have open. */
    public static final Amount<Integer> OPEN_FILES =
            new Amount<>("open-files", Amount::count, String::valueOf, Comparator.naturalOrder(), Allowance::openFiles);

    /** How many bytes it may write into its own layer. */
    public static final Amount<Long> DISK =
            new Amount<>("disk", ByteSize::parse, ByteSize::exact, Comparator.naturalOrder(), Allowance::diskBytes);

    /** The size of its linear memory; empty without a limit but that of Wasm. */
    public static final Amount<OptionalLong> MEMORY = unlimited("memory", Allowance::memoryBytes);

    private static final List<Amount<?>> ALL = List.of(RANDOM, CLOCK, TIMEOUT, RANDOM_BYTES, OPEN_FILES, DISK, MEMORY);

    private final String key;
    private final Function<String, T> reader;
    private final Function<T, String> writer;
    private final Comparator<T> order;
    private final Function<Allowance, T> field;

    private Amount(
            String key,
            Function<String, T> reader,
            Function<T, String> writer,
            Comparator<T> order,
            Function<Allowance, T> field) {
        this.key = key;
        this.reader = reader;
        this.writer = writer;
        this.order = order;
        this.field = field;
    }

    /** All of them, in the order in which they are shown. */
    public static List<Amount<?>> all() {
        return ALL;
    }

    /** Its name in configurations and annotations, such as {@code open-files}. */
    public String key() {
        return key;
    }

    /**
     * Reads an amount.
     *
     * @throws GrantSyntaxException if it is none
     */
    public T parse(String text) {
        return reader.apply(text);
    }

    /** The amount in the words that {@link #parse} reads. */
    public String format(T amount) {
        return writer.apply(amount);
    }

    /** How much of it this is. */
    public T in(Allowance allowance) {
        return field.apply(allowance);
    }

    /** Whether the first is more than the second. */
    boolean isMore(T first, T second) {
        return order.compare(first, second) > 0;
    }

    private static Amount<OptionalLong> unlimited(String key, Function<Allowance, OptionalLong> field) {
        return new Amount<>(
                key,
                text -> text.equals(NONE) ? OptionalLong.empty() : OptionalLong.of(ByteSize.parse(text)),
                bytes -> bytes.isEmpty() ? NONE : ByteSize.exact(bytes.getAsLong()),
                Comparator.comparingLong(bytes -> bytes.orElse(Long.MAX_VALUE)),
                field);
    }

    private static int count(String text) {
        if (COUNT.matcher(text).matches() && Integer.parseInt(text) <= MOST_OPEN_FILES) {
            return Integer.parseInt(text);
        }
        throw new GrantSyntaxException(
                String.format(Locale.ROOT, "'%s' is not a number of open files from 0 to %d", text, MOST_OPEN_FILES));
    }
}
