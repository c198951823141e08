package dev.sedge.bench.cri;

import dev.sedge.agent.cri.v1.ContainerFilter;
import dev.sedge.agent.cri.v1.ContainerState;
import dev.sedge.agent.cri.v1.ContainerStateValue;
import dev.sedge.agent.cri.v1.ListContainersRequest;
import dev.sedge.agent.cri.v1.ListContainersResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What pods cost that wait: as many as are asked for run at once, in steps, and the agent is looked at after each step. */
final class IdlePods {
    /** Long enough for kubelet's polls to have been answered, and for memory to have gone back to the system. */
    private static final int SETTLE_SECONDS = 12;

    private static final int WARM_UP = 100;

    private IdlePods() {}

    /**
     * Runs them, looks, and stops them all.
     *
     * @param args of each container
     * @throws IOException if a pod cannot be made, or has ended by itself
     */
    static void run(Path logs, Path result, long pid, int pods, int steps, List<String> args, String name)
            throws IOException, InterruptedException {
        try (var contender = Contender.parse(name)) {
            var pod = new PodCycle(contender, logs);
            var polls = new KubeletPolls(contender.client());
            // What the agent needs for its first pods is not the cost of the others.
            for (int i = 0; i < WARM_UP; i++) {
                pod.remove(pod.start(args));
            }
            var running = new ArrayList<>(List.of(pod.start(args)));
            var lines = new ArrayList<String>();
            var before = settle(pid, polls);
            lines.add(line(1, before));
            var last = before;
            for (int step = 1; step <= steps; step++) {
                long begin = System.nanoTime();
                while (running.size() < pods * step / steps) {
                    running.add(pod.start(args));
                }
                double took = (System.nanoTime() - begin) / 1e9;
                last = settle(pid, polls);
                requireRunning(contender, running.size());
                lines.add(line(running.size(), last));
                System.out.printf(
                        Locale.ROOT,
                        "%s, %s; started in %.1f s%n",
                        contender.name(),
                        line(running.size(), last).replace("\t", ", "),
                        took);
            }
            var cpu = last.cpu();
            polls(polls, 0, 30);
            double share = ProcessUsage.of(pid).cpu().minus(cpu).toMillis() / 300.0;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f KB of PSS for each pod after the first; %.2f %% of a core while kubelet polls%n",
                    contender.name(),
                    (last.pssKib() - before.pssKib()) * 1.024 / Math.max(1, running.size() - 1),
                    share);
            for (String sandbox : running) {
                pod.remove(sandbox);
            }
            Files.write(result, lines);
        }
    }

    private static ProcessUsage settle(long pid, KubeletPolls polls) throws IOException, InterruptedException {
        polls(polls, 1, SETTLE_SECONDS);
        return ProcessUsage.of(pid);
    }

    private static void polls(KubeletPolls polls, int first, int seconds) throws IOException, InterruptedException {
        for (int second = first; second < first + seconds; second++) {
            long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            polls.second(second);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
        }
    }

    private static void requireRunning(Contender contender, int pods) throws IOException, InterruptedException {
        var running = ContainerFilter.newBuilder()
                .setState(ContainerStateValue.newBuilder().setState(ContainerState.CONTAINER_RUNNING));
        int found = contender
                .client()
                .runtime(
                        "ListContainers",
                        ListContainersRequest.newBuilder().setFilter(running).build(),
                        ListContainersResponse.getDefaultInstance())
                .getContainersCount();
        if (found != pods) {
            throw new IOException(pods + " pods were started, " + found + " containers run");
        }
    }

    private static String line(int pods, ProcessUsage usage) {
        return String.format(
                Locale.ROOT,
                "%d pods\t%d KiB RSS\t%d KiB PSS\t%d threads\t%d ms CPU",
                pods,
                usage.rssKib(),
                usage.pssKib(),
                usage.threads(),
                usage.cpu().toMillis());
    }
}
