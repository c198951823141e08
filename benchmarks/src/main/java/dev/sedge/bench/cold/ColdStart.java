package dev.sedge.bench.cold;

import dev.sedge.bench.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures whole processes that run the example module once: {@code ColdStart BENCHMARKS-DIRECTORY RUNS RESULT-FILE}.
 *
 * <p>Contenders take turns, in an order that rotates from round to round, so that what else the machine does meets them all alike.
 * The first round only warms the file cache. Writes every single run to the result file and the medians to standard output.
 */
public final class ColdStart {
    private final Lineup lineup;
    private final ProcessRunner runner;
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    private ColdStart(Lineup lineup, ProcessRunner runner) {
        this.lineup = lineup;
        this.runner = runner;
        lineup.contenders().forEach(contender -> samples.put(contender.name(), new ArrayList<>()));
    }

    /** Runs everything; see the class. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 3) {
            System.err.println("usage: ColdStart BENCHMARKS-DIRECTORY RUNS RESULT-FILE");
            System.exit(2);
        }
        try (var scratch = TemporaryDirectory.create()) {
            var directory = Files.createDirectory(scratch.path().resolve("guest"));
            var module = scratch.path().resolve("wasi_example_main.wasm");
            try (var bytes = ColdStart.class.getResourceAsStream("/dev/sedge/agent/demo/wasi_example_main.wasm")) {
                if (bytes == null) {
                    throw new IOException("the example module is not on the class path");
                }
                Files.copy(bytes, module);
            }
            var lineup = new Lineup(Path.of(args[0]).toAbsolutePath(), directory, module);
            var coldStart = new ColdStart(lineup, new ProcessRunner(scratch.path()));
            coldStart.measure(Integer.parseInt(args[1]));
            Files.writeString(Path.of(args[2]), coldStart.everyRun());
            System.out.print(coldStart.table());
        }
    }

    private void measure(int runs) throws IOException, InterruptedException {
        var contenders = lineup.contenders();
        for (int run = 0; run <= runs; run++) {
            for (int i = 0; i < contenders.size(); i++) {
                var contender = contenders.get((i + run) % contenders.size());
                var sample = runner.run(contender);
                if (run > 0) {
                    samples.getOrDefault(contender.name(), new ArrayList<>()).add(sample);
                }
            }
        }
    }

    private String everyRun() {
        var text = new StringBuilder("# " + jdk() + "\nname\trun\tfirst byte ms\twall ms\tCPU ms\tpeak memory MiB\n");
        samples.forEach((name, runs) -> {
            for (int run = 0; run < runs.size(); run++) {
                var sample = runs.get(run);
                text.append(String.format(
                        Locale.ROOT,
                        "%s\t%d\t%.1f\t%.1f\t%.0f\t%.1f%n",
                        name,
                        run + 1,
                        sample.firstByte(),
                        sample.wall(),
                        sample.cpu(),
                        sample.memory()));
            }
        });
        return text.toString();
    }

    private String table() {
        var text = new StringBuilder(jdk() + "; medians of "
                + samples.values().iterator().next().size()
                + " runs; in brackets: median of the ratios to node in the same round\n\n"
                + "| | first byte ms | wall ms | CPU ms | peak memory MiB |\n|---|--:|--:|--:|--:|\n");
        var reference = samples.getOrDefault(Lineup.NODE, List.of());
        samples.forEach((name, runs) -> {
            var median = Sample.median(runs);
            text.append("| ").append(name);
            if (reference.isEmpty()) {
                text.append(String.format(
                        Locale.ROOT,
                        " | %.0f | %.0f | %.0f | %.0f |%n",
                        median.firstByte(),
                        median.wall(),
                        median.cpu(),
                        median.memory()));
            } else {
                var ratio = Sample.median(ratios(runs, reference));
                text.append(String.format(
                        Locale.ROOT,
                        " | %.0f (%.1f) | %.0f (%.1f) | %.0f (%.1f) | %.0f (%.1f) |%n",
                        median.firstByte(),
                        ratio.firstByte(),
                        median.wall(),
                        ratio.wall(),
                        median.cpu(),
                        ratio.cpu(),
                        median.memory(),
                        ratio.memory()));
            }
        });
        lineup.absent()
                .forEach(line -> text.append("\nNot measured: ").append(line).append('\n'));
        return text.toString();
    }

    private static List<Sample> ratios(List<Sample> runs, List<Sample> reference) {
        var ratios = new ArrayList<Sample>();
        for (int run = 0; run < runs.size(); run++) {
            ratios.add(runs.get(run).dividedBy(reference.get(run)));
        }
        return ratios;
    }

    private static String jdk() {
        return "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    }
}
