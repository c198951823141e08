package dev.sedge.bench.engines;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;

/**
 * Lets processes work in turn, each for a moment, so that a machine that changes its speed from minute to minute, as one
 * with neighbours does, changes it for all alike. One that is alone works to its end.
 */
final class Turns {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration SLICE = Duration.ofMillis(150);

    private Turns() {}

    /** Returns when all have ended, or have had their time; they are paused when they come. */
    static void run(Collection<ProbeRun> runs) throws IOException, InterruptedException {
        var turn = runs.size() == 1 ? PATIENCE : SLICE;
        var waiting = new ArrayDeque<>(runs);
        for (long left = runs.size() * PATIENCE.dividedBy(turn); left > 0 && !waiting.isEmpty(); left--) {
            var next = waiting.remove();
            next.goOn();
            if (!next.endsWithin(turn)) {
                next.pause();
                waiting.add(next);
            }
        }
    }
}
