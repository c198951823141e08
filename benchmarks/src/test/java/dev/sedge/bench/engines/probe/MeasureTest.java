package dev.sedge.bench.engines.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeasureTest {
    @Test
    void measure_budgetOfThreeCalls_saysFourLines() {
        var calls = new AtomicLong();

        String said = Measure.of(List.of("0", "0", "3")).measure(() -> {
            calls.incrementAndGet();
            return 4_000_000_000L;
        });

        assertThat(said.lines()).hasSize(4).contains("checksum 4000000000", "calls 3");
        assertThat(calls).hasValue(4);
    }

    @Test
    void measure_anotherChecksum_refused() {
        var calls = new AtomicLong();

        assertThatThrownBy(() -> new Measure(0, 0, 3).measure(calls::incrementAndGet))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("checksum 1, and 2 another time");
    }

    @Test
    void lines_unorderedTimes_minAndMedian() {
        assertThat(Measure.lines(7, new long[] {30, 10, 20})).isEqualTo("checksum 7\nmin 10\nmedian 20\ncalls 3\n");
    }
}
