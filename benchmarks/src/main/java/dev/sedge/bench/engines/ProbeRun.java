package dev.sedge.bench.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A probe that runs, as a process. */
final class ProbeRun {
    private final Process process;
    private final Path output;
    private final Path errors;

    private ProbeRun(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts one, whose files are in a new directory below the given one. */
    static ProbeRun start(List<String> command, Path scratch) throws IOException {
        var own = Files.createTempDirectory(scratch, "probe");
        var output = own.resolve("output");
        var errors = own.resolve("errors");
        var builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        process.getOutputStream().close();
        return new ProbeRun(process, output, errors);
    }

    /** Waits for the end, but not longer than this. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops it where it is, with all that it has started, until it may go on. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", name, Long.toString(process.pid())));
        process.descendants().forEach(child -> command.add(Long.toString(child.pid())));
        // One that has ended meanwhile is no failure.
        new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** What it found, if it has ended. What has not is ended here, and an {@link IOException} says why there is no reading. */
    Reading reading() throws IOException, InterruptedException {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new IOException("no end in time");
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
