package dev.sedge.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sedge.agent.launch.DutyCycle.Decision;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DutyCycleTest {
    private static final long MS = 1_000_000;
    private static final long PERIOD = 100 * MS;

    @Property(tries = 200)
    void guestThatSpins_getsItsShare(
            @ForAll @IntRange(min = 1, max = 99) int percent, @ForAll @LongRange(min = 0, max = 3) long lateMillis) {
        long quota = PERIOD * percent / 100;
        long used = spin(new DutyCycle(quota, PERIOD, 0, 0), 200 * PERIOD, lateMillis * MS);

        assertThat(used).isCloseTo(200 * quota, Percentage.withPercentage(10));
    }

    @Test
    void newGuest_hasAFullQuotaAtOnce() {
        DutyCycle cycle = new DutyCycle(50 * MS, PERIOD, 7, 3);

        assertThat(cycle.look(7, 3, 1)).isEqualTo(new Decision(true, 50 * MS));
    }

    @Test
    void guestThatUsedMore_paysItBack() {
        DutyCycle cycle = new DutyCycle(10 * MS, PERIOD, 0, 0);

        Decision decision = cycle.look(200 * MS, 200 * MS, 1); // 20 ms were its own, and 10 ms to begin with.

        assertThat(decision.run()).isFalse();
        assertThat(decision.lookAfterNanos()).isCloseTo(1750 * MS, within(MS)); // To 5 ms of credit.
    }

    @Test
    void guestThatWaits_isLookedAtEverLessOften() {
        DutyCycle cycle = new DutyCycle(MS, PERIOD, 0, 0);
        long now = 0;
        long looks = 0;
        while (now < 10 * PERIOD) {
            Decision decision = cycle.look(now, 0, 1);
            assertThat(decision.run()).isTrue();
            now += decision.lookAfterNanos();
            looks++;
        }

        assertThat(looks).isLessThan(20);
    }

    @Test
    void guestThatWaited_savesNoMoreThanOneQuota() {
        DutyCycle cycle = new DutyCycle(20 * MS, PERIOD, 0, 0);
        cycle.look(100 * PERIOD, 0, 1);

        assertThat(cycle.look(100 * PERIOD, 20 * MS, 1).run()).isFalse();
    }

    /** Runs whenever it may, and is looked at somewhat late; the CPU time that it got. */
    private static long spin(DutyCycle cycle, long until, long late) {
        long now = 0;
        long used = 0;
        while (now < until) {
            Decision decision = cycle.look(now, used, 1);
            long wait = decision.lookAfterNanos() + late;
            now += wait;
            used += decision.run() ? wait : 0;
        }
        return used;
    }
}
