package dev.sedge.bench.cold;

import java.util.Arrays;
import java.util.List;

/**
 * One start of one process.
 *
 * @param firstByte milliseconds from the start to the first byte on standard output
 * @param wall milliseconds from the start to the end
 * @param cpu milliseconds of CPU time, user and system, children included
 * @param memory the peak of its resident memory in MiB
 */
record Sample(double firstByte, double wall, double cpu, double memory) {
    /** The median of each figure by itself. */
    static Sample median(List<Sample> samples) {
        return new Sample(
                median(samples.stream().mapToDouble(Sample::firstByte).toArray()),
                median(samples.stream().mapToDouble(Sample::wall).toArray()),
                median(samples.stream().mapToDouble(Sample::cpu).toArray()),
                median(samples.stream().mapToDouble(Sample::memory).toArray()));
    }

    /** This sample in multiples of another one. */
    Sample dividedBy(Sample other) {
        return new Sample(
                firstByte / other.firstByte, wall / other.wall, cpu / Math.max(other.cpu, 1), memory / other.memory);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
