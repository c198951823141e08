package dev.sedge.bench.engines.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Calls until it is warm, then counts: the CPU time of this thread for each call. What the JIT compiler and the collector do on threads of their
 * own is not in it.
 *
 * @param warmUp nanoseconds of CPU time before the first call that counts
 * @param measured nanoseconds of CPU time that all calls that count take at least
 * @param calls how many calls count at least, unless they are very slow
 */
record Measure(long warmUp, long measured, int calls) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long MILLI = 1_000_000;
    private static final int MOST = 100_000;
    /** Of one call: an interpreter needs not prove its speed again and again. */
    private static final long SLOW = 5_000 * MILLI;

    /** From the first three arguments of a probe: milliseconds, milliseconds, calls. */
    static Measure of(List<String> arguments) {
        return new Measure(
                Long.parseLong(arguments.get(0)) * MILLI,
                Long.parseLong(arguments.get(1)) * MILLI,
                Integer.parseInt(arguments.get(2)));
    }

    /** Runs everything and returns the lines of the protocol. */
    String measure(LongSupplier call) {
        long start = cpu();
        long checksum = call.getAsLong();
        boolean slow = cpu() - start > SLOW;
        while (cpu() - start < warmUp) {
            check(call.getAsLong(), checksum);
        }
        long[] times = new long[MOST];
        int count = 0;
        start = cpu();
        while (count < MOST && (count < (slow ? 1 : calls) || cpu() - start < measured)) {
            long before = cpu();
            long sum = call.getAsLong();
            times[count] = cpu() - before;
            check(sum, checksum);
            count++;
        }
        return lines(checksum, Arrays.copyOf(times, count));
    }

    static String lines(long checksum, long[] times) {
        Arrays.sort(times);
        return "checksum " + checksum + "\nmin " + times[0] + "\nmedian " + times[times.length / 2] + "\ncalls "
                + times.length + "\n";
    }

    private static void check(long sum, long expected) {
        if (sum != expected) {
            throw new IllegalStateException("checksum " + expected + ", and " + sum + " another time");
        }
    }

    private static long cpu() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
