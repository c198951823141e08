package dev.sedge.agent.grant;

import java.util.Map;
import java.util.regex.Pattern;

/** An amount of bytes written as Kubernetes and docker write it: {@code 64Mi}, {@code 1G}, {@code 65536}. */
public final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})([A-Za-z]*)");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("B", 1L),
            Map.entry("k", 1000L),
            Map.entry("K", 1000L),
            Map.entry("M", 1000_000L),
            Map.entry("G", 1000_000_000L),
            Map.entry("Ki", 1L << 10),
            Map.entry("Mi", 1L << 20),
            Map.entry("Gi", 1L << 30));

    private ByteSize() {}

    /**
     * Reads an amount.
     *
     * @throws GrantSyntaxException if it is no whole number with a known unit, or more than 2^63-1 bytes
     */
    public static long parse(String text) {
        var matcher = FORM.matcher(text);
        if (matcher.matches()) {
            Long unit = UNITS.get(matcher.group(2));
            long count = Long.parseLong(matcher.group(1));
            if (unit != null && count <= Long.MAX_VALUE / unit) {
                return count * unit;
            }
        }
        throw new GrantSyntaxException(
                "'" + text + "' is not a size: give a whole number of bytes with K, M, G, Ki, Mi or Gi, such as 64Mi");
    }

    /** An amount in the words that {@link #parse} reads: with the largest binary unit of which it is a whole number. */
    public static String exact(long bytes) {
        for (String unit : new String[] {"Gi", "Mi", "Ki"}) {
            long size = UNITS.getOrDefault(unit, 1L);
            if (bytes != 0 && bytes % size == 0) {
                return bytes / size + unit;
            }
        }
        return String.valueOf(bytes);
    }

    /** An amount for people: the largest binary unit that keeps it exact or to one decimal, such as {@code 1.8MiB}. */
    public static String format(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        if (unit == 0) {
            return bytes + "B";
        }
        long tenths = Math.round(value * 10); // Without a Formatter: each container has several amounts.
        return tenths / 10 + "." + tenths % 10 + units[unit];
    }
}
