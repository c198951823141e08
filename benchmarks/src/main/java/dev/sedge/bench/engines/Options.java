package dev.sedge.bench.engines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code benchmarks/engines} was asked for.
 *
 * @param benchmarks the directory of this Maven module
 * @param cache what prepare filled
 * @param file where every reading goes, or with {@code reportOnly} comes from
 * @param chart where the chart goes
 * @param reportOnly whether nothing is measured
 * @param slices whether all work on a workload at the same time, each for a moment in turn, and not one after the other
 * @param rounds how often every contender takes its turn
 * @param budget how long each turn is
 * @param workloads a regular expression that finds something in the name of those that are run
 * @param engines the same for contenders
 */
record Options(
        Path benchmarks,
        Path cache,
        Path file,
        Path chart,
        boolean reportOnly,
        boolean slices,
        int rounds,
        Budget budget,
        String workloads,
        String engines) {

    /** The three places come first, then options. */
    static Options parse(List<String> arguments) {
        var options = new ArrayList<>(arguments.subList(3, arguments.size()));
        boolean quick = options.remove("--quick");
        boolean report = options.remove("--report");
        boolean slices = options.remove("--slices");
        var file = Path.of(value(options, "--out").orElse(arguments.get(2))).toAbsolutePath();
        var chart = value(options, "--chart")
                .map(Path::of)
                .orElse(Path.of(file.toString().replaceAll("\\.tsv$", "") + ".svg"));
        var parsed = new Options(
                Path.of(arguments.get(0)).toAbsolutePath(),
                Path.of(arguments.get(1)).toAbsolutePath(),
                file,
                chart.toAbsolutePath(),
                report,
                slices,
                value(options, "--rounds").map(Integer::parseInt).orElse(quick ? 1 : 3),
                quick ? Budget.QUICK : Budget.FULL,
                value(options, "--workloads").orElse(""),
                value(options, "--engines").orElse(""));
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("not an option: " + String.join(" ", options));
        }
        return parsed;
    }

    /** How it was measured, for the result file. */
    String line() {
        return rounds + " rounds" + (slices ? " in slices" : "") + ", warm-up " + budget.warmUp() + " ms, measured "
                + budget.measured() + " ms and at least " + budget.calls() + " calls";
    }

    private static Optional<String> value(List<String> options, String name) {
        int at = options.indexOf(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == options.size()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        options.remove(at);
        return Optional.of(options.remove(at));
    }
}
