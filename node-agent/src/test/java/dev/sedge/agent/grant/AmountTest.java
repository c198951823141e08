package dev.sedge.agent.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "RANDOM,none,seed:1",
        "RANDOM,seed:9,secure",
        "CLOCK,none,fixed:2026-01-31T12:00:00Z",
        "CLOCK,fixed:2026-01-31T12:00:00Z,system",
        "TIMEOUT,1h1m1s1ms,none",
        "TIMEOUT,59s,1m",
        "RANDOM_BYTES,1Gi,none",
        "OPEN_FILES,9,10",
        "DISK,1025,2Ki",
        "MEMORY,64Mi,none",
    })
    void twoAmounts_areOrderedAndWrittenAsTheyAreRead(String name, String less, String more) {
        check(amount(name), less, more);
    }

    @Property(tries = 200)
    void bytes_writtenExactly_areReadBack(@ForAll @LongRange(min = 0, max = 1L << 40) long bytes) {
        assertThat(ByteSize.parse(ByteSize.exact(bytes))).isEqualTo(bytes);
        assertThat(ByteSize.parse(ByteSize.exact(bytes << 20 >>> 3))).isEqualTo(bytes << 20 >>> 3);
    }

    @Property(tries = 200)
    void duration_written_isReadBack(@ForAll @LongRange(min = 1, max = 1L << 50) long millis) {
        Duration time = Duration.ofMillis(millis);

        assertThat(Durations.parse(Durations.format(time))).isEqualTo(time);
    }

    private static <T> void check(Amount<T> amount, String less, String more) {
        assertThat(amount.isMore(amount.parse(more), amount.parse(less))).isTrue();
        assertThat(amount.isMore(amount.parse(less), amount.parse(more))).isFalse();
        assertThat(amount.isMore(amount.parse(less), amount.parse(less))).isFalse();
        assertThat(amount.format(amount.parse(less))).isEqualTo(less);
        assertThat(amount.format(amount.parse(more))).isEqualTo(more);
    }

    private static Amount<?> amount(String name) {
        return switch (name) {
            case "RANDOM" -> Amount.RANDOM;
            case "CLOCK" -> Amount.CLOCK;
            case "TIMEOUT" -> Amount.TIMEOUT;
            case "RANDOM_BYTES" -> Amount.RANDOM_BYTES;
            case "OPEN_FILES" -> Amount.OPEN_FILES;
            case "DISK" -> Amount.DISK;
            default -> Amount.MEMORY;
        };
    }
}
