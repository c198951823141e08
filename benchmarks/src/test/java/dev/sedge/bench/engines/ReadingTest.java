package dev.sedge.bench.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
    @Test
    void parse_fourLines_reading() {
        assertThat(Reading.parse("something else\nchecksum 5\nmin 10\nmedian 12\ncalls 3\n"))
                .isEqualTo(new Reading(5, 10, 12, 3));
    }

    @Test
    void parse_noMedian_saysSo() {
        assertThatThrownBy(() -> Reading.parse("checksum 5\nmin 10\ncalls 3\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it did not say its median");
    }

    @Test
    void options_nothingAsked_threeFullRounds() {
        var options = Options.parse(List.of(".", "cache", "target/engines.tsv"));

        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.budget()).isEqualTo(Budget.FULL);
        assertThat(options.chart().toString()).endsWith("target/engines.svg");
    }

    @Test
    void options_slices_resultFileSaysSo() {
        var options = Options.parse(List.of(".", "cache", "target/engines.tsv", "--slices"));

        assertThat(options.line()).startsWith("3 rounds in slices, warm-up 10000 ms");
    }

    @Test
    void options_unknown_refused() {
        assertThatThrownBy(() -> Options.parse(List.of(".", "cache", "out.tsv", "--quick", "--fast")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an option: --fast");
    }
}
