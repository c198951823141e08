package dev.sedge.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs JMH with JMH's own options, then prints one line a benchmark with the peers side by side. */
public final class Main {
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
        System.out.print(new Main(new Runner(options).run()).table());
    }

    private String table() {
        var text = new StringBuilder(
                "\nJDK " + Runtime.version() + "; medians of the iterations; in brackets: multiples of sedge\n\n| |");
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
        var own = byPeer.get("sedge");
        String figure = round(median(result)) + " "
                + result.getPrimaryResult().getScoreUnit().replace("/op", "");
        return own == null || own == result
                ? figure
                : figure + String.format(Locale.ROOT, " (%.2f)", median(result) / median(own));
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    /** Three digits that mean something. */
    private static String round(double value) {
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
