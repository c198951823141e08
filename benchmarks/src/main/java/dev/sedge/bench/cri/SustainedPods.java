package dev.sedge.bench.cri;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** As many whole lives of pods as it takes, some at a time. */
final class SustainedPods {
    private static final int WARM_UP = 200;

    private SustainedPods() {}

    static void run(Path logs, long pid, int seconds, int parallel, String name)
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
}
