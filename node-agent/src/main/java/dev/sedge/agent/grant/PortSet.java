package dev.sedge.agent.grant;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A set of TCP ports in ranges, as people write it: {@code 8080, 30000-32767}. Immutable. */
public record PortSet(List<Range> ranges) {
    /** No port. */
    public static final PortSet EMPTY = new PortSet(List.of());

    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    /** The ports from the first to the last, both included. */
    public record Range(int first, int last) {
        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    /** Copies the list. */
    public PortSet {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads ports and ranges of ports.
     *
     * @throws GrantSyntaxException if one is neither, or outside of 1 to 65535
     */
    public static PortSet parse(List<String> texts) {
        List<Range> ranges = new ArrayList<>();
        for (String text : texts) {
            var matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw notPorts(text);
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (first < 1 || last < first || last > MAX_PORT) {
                throw notPorts(text);
            }
            ranges.add(new Range(first, last));
        }
        return new PortSet(ranges);
    }

    /** The set in the words that {@link #parse} reads. */
    public List<String> format() {
        return ranges.stream().map(Range::toString).toList();
    }

    boolean contains(int port) {
        return ranges.stream().anyMatch(range -> range.first <= port && port <= range.last);
    }

    /** This set and one port more. */
    PortSet with(int port) {
        List<Range> more = new ArrayList<>(ranges);
        more.add(new Range(port, port));
        return new PortSet(more);
    }

    /** For people: {@code none} or the ranges. */
    @Override
    public String toString() {
        return ranges.isEmpty() ? "none" : ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
    }

    private static GrantSyntaxException notPorts(String text) {
        return new GrantSyntaxException(
                "'" + text + "' is no port from 1 to 65535 and no range of ports such as 30000-32767");
    }
}
