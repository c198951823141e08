package dev.sedge.bench.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one probe as a process and reads what it found. */
final class ProbeRunner {
    private static final int PATIENCE_MINUTES = 10;

    private final Path output;
    private final Path errors;

    /** A runner that keeps its files in this directory. */
    ProbeRunner(Path scratch) {
        output = scratch.resolve("output");
        errors = scratch.resolve("errors");
    }

    /** Waits for the end; an {@link IOException} says why there is no reading. */
    Reading run(List<String> command) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new IOException("no end after " + PATIENCE_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException("ended with " + process.exitValue() + ": " + said());
        }
        try {
            return Reading.parse(Files.readString(output));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage() + ": " + said(), e);
        }
    }

    /** The line that looks most like a reason. */
    private String said() throws IOException {
        var lines = Files.readAllLines(errors).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("WARNING") && !line.startsWith("SLF4J"))
                .toList();
        return lines.stream()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .orElse("it said nothing");
    }
}
