package dev.sedge.bench.engines;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One group of workloads as multiples of one contender.
 *
 * @param title what it is, with the reference
 * @param reference the contender that is 1
 * @param workloads those that someone measured
 * @param results all readings
 */
record Comparison(String title, String reference, List<Workload> workloads, Results results) {
    /** Kernels beside the limit. */
    static Comparison kernels(Results results) {
        return of("Kernels, in multiples of gcc -O2", Lineup.GCC, Workload.KERNELS, results);
    }

    /** Real modules beside what they mostly run in. */
    static Comparison modules(Results results) {
        return of("Real modules, in multiples of V8", Lineup.V8, Workload.MODULES, results);
    }

    private static Comparison of(String title, String reference, List<Workload> all, Results results) {
        var measured = all.stream()
                .filter(workload -> results.best(workload, reference).isPresent())
                .toList();
        return new Comparison(title, reference, measured, results);
    }

    /** How many times as long as the reference a contender takes, both by their fastest call. */
    OptionalDouble ratio(Workload workload, String contender) {
        var own = results.best(workload, contender);
        var base = results.best(workload, reference);
        return own.isPresent() && base.isPresent()
                ? OptionalDouble.of(own.getAsDouble() / base.getAsDouble())
                : OptionalDouble.empty();
    }

    /** The geometric mean of a contender's ratios, over the workloads that it has. */
    OptionalDouble mean(String contender) {
        var logarithms = workloads.stream()
                .map(workload -> ratio(workload, contender))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(ratio -> Math.log(ratio.getAsDouble()))
                .average();
        return logarithms.isPresent() ? OptionalDouble.of(Math.exp(logarithms.getAsDouble())) : OptionalDouble.empty();
    }

    /** How many of the workloads a contender has. */
    long count(String contender) {
        return workloads.stream()
                .filter(workload -> ratio(workload, contender).isPresent())
                .count();
    }

    /** Everyone, the fastest first; those without a figure last. */
    List<String> ranking() {
        return results.contenders().stream()
                .sorted(Comparator.comparingDouble(contender -> mean(contender).orElse(Double.MAX_VALUE)))
                .toList();
    }
}
