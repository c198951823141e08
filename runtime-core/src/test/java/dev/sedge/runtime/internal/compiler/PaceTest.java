package dev.sedge.runtime.internal.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private static final long MILLI = 1_000_000;

    private final List<Long> rests = new ArrayList<>();

    @Test
    void rest_aQuarter_isThreeTimesTheWork() {
        Pace pace = new Pace(0.25, rests::add);

        pace.rest(8 * MILLI);
        pace.rest(100 * MILLI);

        assertThat(rests).containsExactly(24L, 300L);
    }

    @Test
    void rest_allOfTheTime_isNone() {
        new Pace(1, rests::add).rest(1000 * MILLI);

        assertThat(rests).isEmpty();
    }

    @Test
    void rest_interrupted_endsAndLeavesTheFlag() {
        Pace pace = new Pace(0.5, millis -> {
            throw new InterruptedException();
        });

        pace.rest(MILLI);

        assertThat(Thread.interrupted()).isTrue();
    }
}
