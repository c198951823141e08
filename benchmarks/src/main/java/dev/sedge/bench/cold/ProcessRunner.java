package dev.sedge.bench.cold;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts one process after the other under GNU time, which reports CPU time and peak memory of exactly that process. */
final class ProcessRunner {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path scratch;

    /** A runner that keeps its files in this directory. */
    ProcessRunner(Path scratch) {
        this.scratch = scratch;
    }

    /** Runs a contender once and checks that it did its work. */
    Sample run(Contender contender) throws IOException, InterruptedException {
        Path usage = scratch.resolve("usage");
        Path errors = scratch.resolve("errors");
        List<String> command =
                new ArrayList<>(List.of("/usr/bin/time", "--quiet", "-f", "%U %S %M", "-o", usage.toString()));
        command.addAll(contender.command());
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        restrict(builder.environment());

        long start = System.nanoTime();
        var process = builder.start();
        process.getOutputStream().close();
        var output = new ByteArrayOutputStream();
        int first = process.getInputStream().read();
        long firstByte = System.nanoTime();
        if (first >= 0) {
            output.write(first);
            process.getInputStream().transferTo(output);
        }
        int exit = process.waitFor();
        long end = System.nanoTime();

        String text = output.toString(StandardCharsets.UTF_8);
        String lastLine = text.strip().substring(text.strip().lastIndexOf('\n') + 1);
        if (exit != 0 || !lastLine.startsWith(contender.lastLine())) {
            throw new IOException(contender.name() + " ended with " + exit + "; its last line was \"" + lastLine
                    + "\"; on standard error: " + Files.readString(errors));
        }
        String[] figures = Files.readString(usage).strip().split(" ", -1);
        return new Sample(
                (firstByte - start) / NANOS_PER_MILLI,
                (end - start) / NANOS_PER_MILLI,
                (Double.parseDouble(figures[0]) + Double.parseDouble(figures[1])) * 1000,
                Double.parseDouble(figures[2]) / 1024);
    }

    /** Nothing of the caller's environment changes the result. */
    private static void restrict(Map<String, String> environment) {
        environment.keySet().retainAll(List.of("PATH", "HOME", "JAVA_HOME"));
        environment.put("LC_ALL", "C.UTF-8");
    }
}
