package dev.sedge.bench.cri;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** One pod after the other, the runtimes in turn: how long until its first byte of output. */
final class StartComparison {
    private static final double MILLI = 1e6;
    /** Sedge is one process that gets faster; what serves a node has served it for hours. */
    private static final int WARM_UP_FIRST = 200;

    private static final int WARM_UP_OTHERS = 5;

    private final Path logs;
    private final List<Contender> contenders = new ArrayList<>();
    private final List<List<PodCycle.Times>> times = new ArrayList<>();

    private StartComparison(Path logs) {
        this.logs = logs;
    }

    static void run(Path logs, Path result, int rounds, List<String> names) throws IOException, InterruptedException {
        var comparison = new StartComparison(logs);
        for (String name : names) {
            comparison.add(Contender.parse(name));
        }
        Files.write(result, comparison.measure(rounds));
        comparison.printTable();
        if (names.size() > 1) {
            comparison.printRatio();
        }
        comparison.contenders.forEach(Contender::close);
    }

    private void add(Contender contender) throws IOException, InterruptedException {
        int warmUp = contenders.isEmpty() ? WARM_UP_FIRST : WARM_UP_OTHERS;
        for (int i = 0; i < warmUp; i++) {
            new PodCycle(contender, logs).run();
        }
        contenders.add(contender);
        times.add(new ArrayList<>());
    }

    /** Measures, and tells every single life. */
    private List<String> measure(int rounds) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        lines.add(
                "name\tround\tRunPodSandbox ms\tCreateContainer ms\tStartContainer ms\tfirst byte ms\tended ms\tremoved ms");
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                int which = (i + round) % contenders.size();
                var time = new PodCycle(contenders.get(which), logs).run();
                times.get(which).add(time);
                lines.add(String.format(
                        Locale.ROOT,
                        "%s\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f",
                        contenders.get(which).name(),
                        round + 1,
                        time.sandbox() / MILLI,
                        time.create() / MILLI,
                        time.start() / MILLI,
                        time.output() / MILLI,
                        time.end() / MILLI,
                        time.removed() / MILLI));
            }
        }
        return lines;
    }

    private void printTable() {
        System.out.println(
                "| | RunPodSandbox | CreateContainer | StartContainer | first byte p50 | first byte p90 | removed p50 |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        for (int i = 0; i < contenders.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms |%n",
                    contenders.get(i).name(),
                    quantile(i, PodCycle.Times::sandbox, 0.5),
                    quantile(i, PodCycle.Times::create, 0.5),
                    quantile(i, PodCycle.Times::start, 0.5),
                    quantile(i, PodCycle.Times::output, 0.5),
                    quantile(i, PodCycle.Times::output, 0.9),
                    quantile(i, PodCycle.Times::removed, 0.5));
        }
    }

    private double quantile(int contender, ToLongFunction<PodCycle.Times> part, double share) {
        long[] nanos = times.get(contender).stream().mapToLong(part).sorted().toArray();
        return nanos[(int) Math.min(nanos.length - 1, Math.floor(nanos.length * share))] / MILLI;
    }

    private void printRatio() {
        double[] ratios = new double[times.get(0).size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = (double) times.get(1).get(round).output()
                    / times.get(0).get(round).output();
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%nTo the first byte %s takes %.1f times as long as %s: median of the ratios in the same round%n",
                contenders.get(1).name(),
                ratios[ratios.length / 2],
                contenders.get(0).name());
    }
}
