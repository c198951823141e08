package dev.sedge.bench.cri;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process uses, as the kernel says.
 *
 * @param cpu the CPU time, user and system, that it has used
 * @param rssKib its resident memory in KiB
 * @param pssKib the same with what it shares divided among those who share it
 * @param threads its threads
 */
record ProcessUsage(Duration cpu, long rssKib, long pssKib, long threads) {
    private static final long MILLIS_PER_TICK = 10;

    /** What it uses now. */
    static ProcessUsage of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        var status = Files.readAllLines(proc.resolve("status"));
        return new ProcessUsage(
                Duration.ofMillis(ticks * MILLIS_PER_TICK),
                number(status, "VmRSS:"),
                number(rollup(proc), "Pss:"),
                number(status, "Threads:"));
    }

    private static List<String> rollup(Path proc) throws IOException {
        try {
            return Files.readAllLines(proc.resolve("smaps_rollup"));
        } catch (NoSuchFileException e) {
            return List.of("Pss: 0 kB");
        }
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
