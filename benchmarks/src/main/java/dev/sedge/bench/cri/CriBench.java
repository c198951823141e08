package dev.sedge.bench.cri;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;

/**
 * Measures container runtimes on their sockets; {@code benchmarks/cri} starts them.
 *
 * <pre>
 * start LOGS RESULT ROUNDS NAME=SOCKET=IMAGE…   one pod after the other, the runtimes in turn
 * sustain LOGS PID SECONDS PARALLEL NAME=SOCKET=IMAGE   as many pods as it takes, some at a time
 * idlers LOGS RESULT PID PODS STEPS NAME=SOCKET=IMAGE ARG…   pods that wait, more and more of them at once
 * footprint SOCKET RESULT ROUNDS SECONDS COMMAND…  starts an agent, again and again, and looks at the process
 * idle SOCKET RESULT PID MINUTES                what a running agent uses while kubelet only polls
 * </pre>
 */
public final class CriBench {
    private CriBench() {}

    /** Runs one measurement; see the class. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        var rest = Arrays.asList(args);
        switch (args.length == 0 ? "" : args[0]) {
            case "start" ->
                StartComparison.run(Path.of(args[1]), Path.of(args[2]), number(args[3]), rest.subList(4, rest.size()));
            case "sustain" ->
                SustainedPods.run(Path.of(args[1]), number(args[2]), number(args[3]), number(args[4]), args[5]);
            case "idlers" ->
                IdlePods.run(
                        Path.of(args[1]),
                        Path.of(args[2]),
                        number(args[3]),
                        number(args[4]),
                        number(args[5]),
                        rest.subList(7, rest.size()),
                        args[6]);
            case "footprint" ->
                Footprint.starts(
                        Path.of(args[1]),
                        Path.of(args[2]),
                        number(args[3]),
                        number(args[4]),
                        rest.subList(5, rest.size()));
            case "idle" -> Footprint.idle(Path.of(args[1]), Path.of(args[2]), number(args[3]), number(args[4]));
            default -> {
                System.err.println("usage: CriBench start|sustain|idlers|footprint|idle …");
                System.exit(2);
            }
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
