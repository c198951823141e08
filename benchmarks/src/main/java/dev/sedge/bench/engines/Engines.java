package dev.sedge.bench.engines;

import dev.sedge.bench.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures every contender on every workload, in processes of their own: {@code Engines BENCHMARKS-DIRECTORY CACHE RESULT-FILE OPTIONS…}.
 *
 * <p>Contenders take turns on each workload, in an order that rotates from workload to workload and round to round, so that what else the machine
 * does meets them all alike; or in {@linkplain Turns slices}. The result file is written after every reading, so that an early end loses nothing.
 */
public final class Engines {
    private final Options options;
    private final Lineup lineup;
    private final Path scratch;
    private final Results results = new Results();

    private Engines(Options options, Lineup lineup, Path scratch) throws IOException {
        this.options = options;
        this.lineup = lineup;
        this.scratch = scratch;
        results.note(Machine.line());
        results.note(options.line());
        lineup.missing().forEach(line -> results.note("Missing: " + line));
    }

    /** Runs everything; see the class. Ends with 1 when contenders disagree. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var options = Options.parse(List.of(args));
        var results = options.reportOnly() ? Results.read(options.file()) : measure(options);
        System.out.print(new Report(results).text());
        Files.writeString(options.chart(), new RatioChart(results).svg());
        System.out.println("\nEvery reading: " + options.file() + "\nThe chart: " + options.chart());
        if (!results.disagreements().isEmpty()) {
            System.exit(1);
        }
    }

    private static Results measure(Options options) throws IOException, InterruptedException {
        try (var scratch = TemporaryDirectory.create()) {
            var lineup = new Lineup(options.benchmarks(), options.cache(), System.getProperty("java.class.path"));
            var engines = new Engines(options, lineup, scratch.path());
            // Whoever is paused would stay so.
            Runtime.getRuntime().addShutdownHook(new Thread(Engines::killAll));
            engines.rounds();
            return engines.results;
        }
    }

    private static void killAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private void rounds() throws IOException, InterruptedException {
        var contenders = chosen(lineup.contenders());
        for (int round = 0; round < options.rounds(); round++) {
            for (Workload workload : workloads()) {
                Collections.rotate(contenders, -1);
                for (List<Contender> group : groups(contenders)) {
                    turn(group, workload, round + 1);
                }
            }
        }
    }

    private List<List<Contender>> groups(List<Contender> all) {
        return options.slices() ? List.of(all) : all.stream().map(List::of).toList();
    }

    private void turn(List<Contender> group, Workload workload, int round) throws IOException, InterruptedException {
        var runs = new LinkedHashMap<Contender, ProbeRun>();
        for (Contender contender : group) {
            var command = contender.command(workload, options.budget());
            if (command.isEmpty()) {
                results.note("Missing: " + contender.name() + " on " + workload.name() + ": there is no such program");
                continue;
            }
            try {
                var run = ProbeRun.start(command.get(), scratch);
                run.pause();
                runs.put(contender, run);
            } catch (IOException e) {
                noteFailure(contender, workload, e);
            }
        }
        Turns.run(runs.values());
        for (var run : runs.entrySet()) {
            read(run.getValue(), run.getKey(), workload, round);
        }
        results.write(options.file());
    }

    private void read(ProbeRun run, Contender contender, Workload workload, int round)
            throws IOException, InterruptedException {
        try {
            var reading = run.reading();
            results.add(new Results.Row(workload.name(), contender.name(), round, reading));
            System.err.printf("%d  %-14s %-26s %,14d ns%n", round, workload.name(), contender.name(), reading.min());
        } catch (IOException e) {
            noteFailure(contender, workload, e);
        }
    }

    private void noteFailure(Contender contender, Workload workload, IOException failure) {
        var what = contender.name() + " on " + workload.name() + ": " + failure.getMessage();
        results.note("Failed: " + what);
        System.err.println(what);
    }

    private List<Contender> chosen(List<Contender> all) {
        var pattern = Pattern.compile(options.engines(), Pattern.CASE_INSENSITIVE);
        return new ArrayList<>(
                all.stream().filter(one -> pattern.matcher(one.name()).find()).toList());
    }

    private List<Workload> workloads() {
        var pattern = Pattern.compile(options.workloads());
        return Stream.concat(Workload.KERNELS.stream(), Workload.MODULES.stream())
                .filter(workload -> pattern.matcher(workload.name()).find())
                .toList();
    }
}
