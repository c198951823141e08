package dev.sedge.bench.cri;

import dev.sedge.agent.cri.v1.VersionRequest;
import dev.sedge.agent.cri.v1.VersionResponse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures container runtimes on their sockets; {@code benchmarks/cri} starts them.
 *
 * <pre>
 * start LOGS RESULT ROUNDS NAME=SOCKET=IMAGE…   one pod after the other, the runtimes in turn
 * sustain LOGS PID SECONDS PARALLEL NAME=SOCKET=IMAGE   as many pods as it takes, some at a time
 * footprint SOCKET RESULT ROUNDS SECONDS COMMAND…  starts an agent, again and again, and looks at the process
 * idle SOCKET RESULT PID MINUTES                what a running agent uses while kubelet only polls
 * </pre>
 */
public final class CriBench {
    private static final double MILLI = 1e6;
    private static final int WARM_UP = 200;

    private CriBench() {}

    /** Runs one measurement; see the class. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        var rest = Arrays.asList(args);
        switch (args.length == 0 ? "" : args[0]) {
            case "start" -> start(Path.of(args[1]), Path.of(args[2]), number(args[3]), rest.subList(4, rest.size()));
            case "sustain" -> sustain(Path.of(args[1]), number(args[2]), number(args[3]), number(args[4]), args[5]);
            case "footprint" ->
                footprint(
                        Path.of(args[1]),
                        Path.of(args[2]),
                        number(args[3]),
                        number(args[4]),
                        rest.subList(5, rest.size()));
            case "idle" -> idle(Path.of(args[1]), Path.of(args[2]), number(args[3]), number(args[4]));
            default -> {
                System.err.println("usage: CriBench start|sustain|footprint|idle …");
                System.exit(2);
            }
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static void start(Path logs, Path result, int rounds, List<String> names)
            throws IOException, InterruptedException {
        var contenders = new ArrayList<Contender>();
        for (String name : names) {
            contenders.add(Contender.parse(name));
        }
        var times = new ArrayList<List<PodCycle.Times>>();
        for (Contender contender : contenders) {
            times.add(new ArrayList<>());
            var cycle = new PodCycle(contender, logs);
            // Sedge is one process that gets faster; what serves a node has served it for hours.
            for (int i = 0; i < (contender == contenders.get(0) ? WARM_UP : 5); i++) {
                cycle.run();
            }
        }
        try (var out = new PrintStream(Files.newOutputStream(result), false, java.nio.charset.StandardCharsets.UTF_8)) {
            out.println(
                    "name\tround\tRunPodSandbox ms\tCreateContainer ms\tStartContainer ms\tfirst byte ms\tended ms\tremoved ms");
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    int which = (i + round) % contenders.size();
                    var time = new PodCycle(contenders.get(which), logs).run();
                    times.get(which).add(time);
                    out.printf(
                            Locale.ROOT,
                            "%s\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f%n",
                            contenders.get(which).name(),
                            round + 1,
                            time.sandbox() / MILLI,
                            time.create() / MILLI,
                            time.start() / MILLI,
                            time.output() / MILLI,
                            time.end() / MILLI,
                            time.removed() / MILLI);
                }
            }
        }
        System.out.println(
                "| | RunPodSandbox | CreateContainer | StartContainer | first byte p50 | p90 | removed p50 |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        for (int i = 0; i < contenders.size(); i++) {
            var all = times.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms |%n",
                    contenders.get(i).name(),
                    quantile(all.stream().mapToLong(PodCycle.Times::sandbox).toArray(), 0.5),
                    quantile(all.stream().mapToLong(PodCycle.Times::create).toArray(), 0.5),
                    quantile(all.stream().mapToLong(PodCycle.Times::start).toArray(), 0.5),
                    quantile(all.stream().mapToLong(PodCycle.Times::output).toArray(), 0.5),
                    quantile(all.stream().mapToLong(PodCycle.Times::output).toArray(), 0.9),
                    quantile(all.stream().mapToLong(PodCycle.Times::removed).toArray(), 0.5));
        }
        if (contenders.size() > 1) {
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = (double) times.get(1).get(round).output()
                        / times.get(0).get(round).output();
            }
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "%nMedian of %s to %s in the same round, to the first byte: %.1f%n",
                    contenders.get(1).name(),
                    contenders.get(0).name(),
                    ratios[rounds / 2]);
        }
        contenders.forEach(Contender::close);
    }

    private static double quantile(long[] nanos, double share) {
        Arrays.sort(nanos);
        return nanos[(int) Math.min(nanos.length - 1, Math.floor(nanos.length * share))] / MILLI;
    }

    private static void sustain(Path logs, long pid, int seconds, int parallel, String name)
            throws IOException, InterruptedException, ExecutionException {
        try (var contender = Contender.parse(name)) {
            var cycle = new PodCycle(contender, logs);
            for (int i = 0; i < WARM_UP; i++) {
                cycle.run();
            }
            ExecutorService clients = Executors.newFixedThreadPool(parallel);
            var before = ProcessUsage.of(pid);
            long begin = System.nanoTime();
            long end = begin + TimeUnit.SECONDS.toNanos(seconds);
            var counts = new ArrayList<Future<Integer>>();
            for (int i = 0; i < parallel; i++) {
                counts.add(clients.submit(() -> {
                    int count = 0;
                    while (System.nanoTime() < end) {
                        cycle.run();
                        count++;
                    }
                    return count;
                }));
            }
            int pods = 0;
            for (Future<Integer> count : counts) {
                pods += count.get();
            }
            double took = (System.nanoTime() - begin) / 1e9;
            clients.shutdown();
            var after = ProcessUsage.of(pid);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d pods in %.1f s with %d at a time: %.1f pods a second, %.1f ms CPU each; RSS %.0f MB to %.0f MB%n",
                    contender.name(),
                    pods,
                    took,
                    parallel,
                    pods / took,
                    (double) after.cpu().minus(before.cpu()).toMillis() / pods,
                    before.rssKib() * 1.024 / 1e3,
                    after.rssKib() * 1.024 / 1e3);
        }
    }

    private static void footprint(Path socket, Path result, int rounds, int seconds, List<String> command)
            throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        var first = new ArrayList<ProcessUsage>();
        var later = new ArrayList<ProcessUsage>();
        for (int round = 1; round <= rounds; round++) {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                first.add(firstAnswer(socket, process));
                later.add(afterPolls(socket, process, seconds));
            } finally {
                process.destroy();
                process.waitFor();
            }
            lines.add(line(round, "first", first.get(round - 1)));
            lines.add(line(round, "later", later.get(round - 1)));
        }
        Files.write(result, lines);
        System.out.printf(
                Locale.ROOT,
                "CPU to first Version %.2f s; RSS then %.1f MB, after %d s of polls %.1f MB (PSS %.1f MB, %d threads); medians of %d%n",
                median(first.stream()
                        .mapToDouble(usage -> usage.cpu().toMillis() / 1e3)
                        .toArray()),
                median(first.stream().mapToDouble(usage -> usage.rssKib() / 1e3).toArray()) * 1.024,
                seconds,
                median(later.stream().mapToDouble(usage -> usage.rssKib() / 1e3).toArray()) * 1.024,
                median(later.stream().mapToDouble(usage -> usage.pssKib() / 1e3).toArray()) * 1.024,
                later.get(rounds - 1).threads(),
                rounds);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static String line(long round, String when, ProcessUsage usage) {
        return String.format(
                Locale.ROOT,
                "%d\t%s\t%d ms CPU\t%d KiB RSS\t%d KiB PSS\t%d threads",
                round,
                when,
                usage.cpu().toMillis(),
                usage.rssKib(),
                usage.pssKib(),
                usage.threads());
    }

    private static ProcessUsage firstAnswer(Path socket, Process process) throws IOException, InterruptedException {
        while (!Files.exists(socket)) {
            if (!process.isAlive()) {
                throw new IOException("the agent ended with " + process.exitValue());
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        try (var client = new CriClient(socket)) {
            client.runtime("Version", VersionRequest.getDefaultInstance(), VersionResponse.getDefaultInstance());
            return ProcessUsage.of(process.pid());
        }
    }

    private static ProcessUsage afterPolls(Path socket, Process process, int seconds)
            throws IOException, InterruptedException {
        try (var client = new CriClient(socket)) {
            poll(client, 0, seconds);
            return ProcessUsage.of(process.pid());
        }
    }

    private static void poll(CriClient client, long from, long seconds) throws IOException, InterruptedException {
        var polls = new KubeletPolls(client);
        for (long second = from; second < from + seconds; second++) {
            long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            polls.second(second);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
        }
    }

    private static void idle(Path socket, Path result, long pid, int minutes) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        try (var client = new CriClient(socket)) {
            poll(client, 0, 10);
            var begin = ProcessUsage.of(pid);
            lines.add(line(0, "minutes", begin));
            for (int minute = 1; minute <= minutes; minute++) {
                poll(client, 60L * minute, 60);
                lines.add(line(minute, "minutes", ProcessUsage.of(pid)));
            }
            var end = ProcessUsage.of(pid);
            Duration used = end.cpu().minus(begin.cpu());
            System.out.printf(
                    Locale.ROOT,
                    "%d minutes of polls: %.2f %% of a core, RSS %.1f MB to %.1f MB%n",
                    minutes,
                    used.toMillis() / 600.0 / minutes,
                    begin.rssKib() * 1.024 / 1e3,
                    end.rssKib() * 1.024 / 1e3);
        }
        Files.write(result, lines);
    }
}
