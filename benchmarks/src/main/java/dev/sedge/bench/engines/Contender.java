package dev.sedge.bench.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One way to run the workloads.
 *
 * @param name its name in tables and chart
 * @param jit whether it gets faster while it runs
 * @param probe what starts its probe for a workload, empty when it does not take part in that
 * @param work the probe's arguments after those of the budget
 */
record Contender(
        String name,
        boolean jit,
        Function<Workload, Optional<List<String>>> probe,
        Function<Workload, List<String>> work) {

    /** The whole command for one workload, when it takes part. */
    Optional<List<String>> command(Workload workload, Budget budget) {
        return probe.apply(workload).map(start -> {
            var all = new ArrayList<>(start);
            all.addAll(budget.arguments(jit));
            all.addAll(work.apply(workload));
            return all;
        });
    }
}
