package dev.sedge.bench.engines;

import java.util.Locale;
import java.util.OptionalDouble;

/** The tables of a run, in Markdown. */
final class Report {
    private static final double MILLI = 1e6;

    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    String text() {
        var text = new StringBuilder();
        append(text, Comparison.kernels(results));
        append(text, Comparison.modules(results));
        results.notes().forEach(note -> text.append(note).append('\n'));
        results.disagreements()
                .forEach(line -> text.append("WRONG: not all came to the same, ")
                        .append(line)
                        .append('\n'));
        return text.toString();
    }

    private void append(StringBuilder text, Comparison comparison) {
        if (comparison.workloads().isEmpty()) {
            return;
        }
        text.append(comparison.title()).append("; CPU time of the fastest call\n\n| | geometric mean |");
        comparison
                .workloads()
                .forEach(workload -> text.append(' ').append(workload.name()).append(" |"));
        text.append("\n|---|--:|")
                .append("--:|".repeat(comparison.workloads().size()))
                .append('\n');
        for (String contender : comparison.ranking()) {
            text.append("| ")
                    .append(contender)
                    .append(" | ")
                    .append(mean(comparison, contender))
                    .append(" |");
            for (Workload workload : comparison.workloads()) {
                text.append(' ').append(cell(comparison, workload, contender)).append(" |");
            }
            text.append('\n');
        }
        text.append('\n');
    }

    /** With the number of workloads where some are missing: such a mean is of other things. */
    private static String mean(Comparison comparison, String contender) {
        long count = comparison.count(contender);
        String mean = ratio(comparison.mean(contender));
        return count == 0 || count == comparison.workloads().size() ? mean : mean + " (of " + count + ")";
    }

    private String cell(Comparison comparison, Workload workload, String contender) {
        String ratio = ratio(comparison.ratio(workload, contender));
        var best = results.best(workload, contender);
        return contender.equals(comparison.reference()) && best.isPresent()
                ? String.format(Locale.ROOT, "1 (%.2f ms)", best.getAsDouble() / MILLI)
                : ratio;
    }

    /** Two or three digits that mean something. */
    static String ratio(OptionalDouble value) {
        if (value.isEmpty()) {
            return "–";
        }
        double ratio = value.getAsDouble();
        return String.format(Locale.ROOT, ratio >= 99.5 ? "%.0f" : ratio >= 9.95 ? "%.1f" : "%.2f", ratio);
    }

    /** A round number as short as it is. */
    static String tick(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
