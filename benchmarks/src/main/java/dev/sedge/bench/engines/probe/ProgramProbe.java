package dev.sedge.bench.engines.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs a WASI command as a process: {@code WARM-UP MEASURED CALLS USAGE COMMAND…}, to which the number of repetitions is
 * appended. A call costs the difference between the CPU time of 1 + n repetitions and that of one, divided by n, so that start and end of the
 * process are not in it; n is as large as the time to measure demands. USAGE is the program that reports a process's CPU time.
 */
final class ProgramProbe {
    private static final long MICRO = 1000;
    private static final int MOST = 1 << 20;

    private final List<String> command;
    private long checksum = -1;

    private ProgramProbe(List<String> command) {
        this.command = command;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var all = List.of(args);
        var probe = new ProgramProbe(all.subList(3, all.size()));
        System.out.print(probe.measure(Measure.of(all)));
    }

    private String measure(Measure measure) throws IOException, InterruptedException {
        // The first run fills the program's own cache of compiled code.
        cpu(1);
        long once = cpu(1);
        int repetitions = 1;
        long more = cpu(1 + repetitions);
        while (more - once < measure.measured() && repetitions < MOST) {
            repetitions *= 2;
            more = cpu(1 + repetitions);
        }
        long[] times = new long[measure.calls()];
        times[0] = (more - once) / repetitions;
        for (int i = 1; i < times.length; i++) {
            once = Math.min(once, cpu(1));
            times[i] = (cpu(1 + repetitions) - once) / repetitions;
        }
        return Measure.lines(checksum, times).replaceFirst("calls \\d+", "calls " + repetitions * times.length);
    }

    /** The CPU time of so many repetitions in one process, in nanoseconds. */
    private long cpu(int repetitions) throws IOException, InterruptedException {
        var all = new ArrayList<>(command);
        all.add(Integer.toString(repetitions));
        var process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int exit = process.waitFor();
        if (exit != 0 || lines.size() < 2) {
            throw new IOException(String.join(" ", all) + " ended with " + exit + "; it said " + lines);
        }
        long sum = Long.parseLong(lines.get(lines.size() - 2));
        if (checksum >= 0 && checksum != sum) {
            throw new IOException("checksum " + checksum + ", and " + sum + " another time");
        }
        checksum = sum;
        return Long.parseLong(lines.get(lines.size() - 1).substring("cpu ".length())) * MICRO;
    }
}
