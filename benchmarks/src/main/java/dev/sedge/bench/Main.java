package dev.sedge.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with JMH's own options, then prints one line a benchmark with the peers side by side. */
public final class Main {
    private static final String OWN = "sedge";
    private static final List<String> UNITS = List.of("ns", "µs", "ms", "s");

    private final Map<String, Map<String, RunResult>> results = new LinkedHashMap<>();
    private final Set<String> peers = new LinkedHashSet<>();

    private Main(Collection<RunResult> all) {
        for (RunResult result : all) {
            String peer = result.getParams().getParam("peer");
            String benchmark = result.getParams().getBenchmark();
            peers.add(peer);
            results.computeIfAbsent(
                            benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1),
                            name -> new LinkedHashMap<>())
                    .put(peer, result);
        }
    }

    /** The arguments are JMH's: {@code -h} lists them. */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException, IOException {
        var options = new CommandLineOptions(args);
        if (options.shouldHelp()
                || options.shouldList()
                || options.shouldListWithParams()
                || options.shouldListProfilers()) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        var measured = new OptionsBuilder()
                .parent(options)
                .addProfiler(ThreadCpuProfiler.class)
                .build();
        System.out.print(new Main(new Runner(measured).run()).table());
    }

    private String table() {
        var text = new StringBuilder("\nJDK " + Runtime.version()
                + "; CPU time per operation, median of the iterations; in brackets: multiples of sedge\n\n| |");
        peers.forEach(peer -> text.append(' ').append(peer).append(" |"));
        text.append("\n|---|").append("--:|".repeat(peers.size())).append('\n');
        results.forEach((benchmark, byPeer) -> {
            text.append("| ").append(benchmark).append(" |");
            for (String peer : peers) {
                text.append(' ').append(cell(byPeer, peer)).append(" |");
            }
            text.append('\n');
        });
        return text.toString();
    }

    private static String cell(Map<String, RunResult> byPeer, String peer) {
        var result = byPeer.get(peer);
        if (result == null) {
            return "–";
        }
        String figure = time(median(result));
        var own = byPeer.get(OWN);
        return own == null || peer.equals(OWN) ? figure : figure + ratio(median(result) / median(own));
    }

    private static String ratio(double value) {
        return " (" + new BigDecimal(value).round(new MathContext(2)).toPlainString() + ")";
    }

    private static double median(RunResult result) {
        var cpu = Objects.requireNonNull(result.getSecondaryResults().get(ThreadCpuProfiler.LABEL), "no CPU time");
        return cpu.getStatistics().getPercentile(50);
    }

    /** Three digits that mean something, and the unit that fits. */
    private static String time(double nanoseconds) {
        double value = nanoseconds;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f %s", value, UNITS.get(unit));
    }
}
