package dev.sedge.bench.engines;

import java.util.HashMap;

/**
 * What a probe says of one workload.
 *
 * @param checksum what the work came to
 * @param min nanoseconds of CPU time of the fastest call
 * @param median of the median call
 * @param calls how many there were
 */
record Reading(long checksum, long min, long median, long calls) {
    /** Reads the four lines of the protocol: a word and a number each. */
    static Reading parse(String output) {
        var values = new HashMap<String, Long>();
        for (String line : output.split("\n", -1)) {
            String[] words = line.strip().split(" ", -1);
            if (words.length == 2 && words[1].matches("\\d{1,18}")) {
                values.put(words[0], Long.parseLong(words[1]));
            }
        }
        return new Reading(
                need(values, "checksum"), need(values, "min"), need(values, "median"), need(values, "calls"));
    }

    private static long need(HashMap<String, Long> values, String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it did not say its " + name);
        }
        return value;
    }
}
