package dev.sedge.runtime.internal.spec;

import java.util.Map;
import java.util.TreeMap;

/** Counts commands: of one script, or of all of them in one tier. */
final class Tally {

    private int passed;
    private int failed;
    private final Map<String, Integer> excluded = new TreeMap<>();

    void pass() {
        passed++;
    }

    void fail() {
        failed++;
    }

    void exclude(String reason) {
        excluded.merge(reason, 1, Integer::sum);
    }

    void add(Tally other) {
        passed += other.passed;
        failed += other.failed;
        other.excluded.forEach((reason, count) -> excluded.merge(reason, count, Integer::sum));
    }

    private int excludedCount() {
        return excluded.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One line, then one line for each reason. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(passed + failed).append(" commands run, ").append(passed).append(" passed, ");
        text.append(failed).append(" failed, ").append(excludedCount()).append(" excluded");
        excluded.forEach((reason, count) -> text.append(String.format("%n%8d  %s", count, reason)));
        return text.toString();
    }
}
