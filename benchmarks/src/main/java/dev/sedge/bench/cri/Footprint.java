package dev.sedge.bench.cri;

import dev.sedge.agent.cri.v1.VersionRequest;
import dev.sedge.agent.cri.v1.VersionResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What an agent uses that has nothing to do but to answer kubelet. */
final class Footprint {

    private Footprint() {}

    static void starts(Path socket, Path result, int rounds, int seconds, List<String> command)
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

    static void idle(Path socket, Path result, long pid, int minutes) throws IOException, InterruptedException {
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
