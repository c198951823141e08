package dev.sedge.bench.cold;

import com.sun.management.OperatingSystemMXBean;
import dev.sedge.runtime.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Modules of many megabytes: what it costs to make them ready, in a JVM that has done it before, and how {@code sedge run}
 * does with them, before and after {@code sedge compile}.
 */
final class LargeModules {
    private static final double NANOS = 1e9;
    private static final int WARM = 3;

    /**
     * A module and what it does.
     *
     * @param lastLine what its last line of output begins with
     */
    private record Program(String module, String lastLine, List<String> arguments) {}

    private static final List<Program> PROGRAMS = List.of(
            new Program("gofmt", "}", List.of("/in/input.go")),
            new Program("go", "See also", List.of("help", "build")),
            new Program("compile", "", List.of("-p", "input", "-o", "/out/input.o", "/in/input.go")),
            new Program("kubernetes", "many", List.of("/in/pod.yaml")));

    private final Path command;
    private final Path modules;
    private final Path inputs;
    private final Path scratch;
    private final int rounds;

    private LargeModules(Path benchmarks, Path modules, int rounds) throws IOException {
        this.command = benchmarks.resolveSibling("node-agent/target/sedge/bin/sedge");
        this.modules = modules;
        this.inputs = benchmarks.resolve("src/main/large");
        this.scratch = Files.createTempDirectory("sedge-large");
        this.rounds = rounds;
    }

    /** {@code LargeModules BENCHMARKS MODULES ROUNDS}, or {@code LargeModules compile MODULE} for one in this JVM. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args[0].equals("compile")) {
            compile(Path.of(args[1]));
            return;
        }
        var large = new LargeModules(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
        try {
            large.run();
        } finally {
            large.delete();
        }
    }

    /** CPU time of the process for a megabyte: first and last round of making a module ready, and of compiling all of it. */
    private static void compile(Path module) throws IOException {
        byte[] wasm = Files.readAllBytes(module);
        double megabytes = wasm.length / 1e6;
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < WARM; i++) {
            try (var engine = Engine.create()) {
                double start = cpu();
                var compiled = engine.compile(wasm);
                double ready = cpu();
                compiled.precompile();
                all.add(new double[] {(ready - start) / megabytes, (cpu() - ready) / megabytes});
            }
        }
        double[] first = all.get(0);
        double[] last = all.get(WARM - 1);
        System.out.println(String.format(
                Locale.ROOT, "(%.1f MB) | %.3f | %.3f | %.3f | %.3f", megabytes, first[0], last[0], first[1], last[1]));
    }

    private static double cpu() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / NANOS;
    }

    private void run() throws IOException, InterruptedException {
        Files.createDirectories(scratch.resolve("out"));
        var runner = new ProcessRunner(scratch);
        System.out.println("| module | | first byte s | wall s | CPU s | peak MiB |\n|---|---|--:|--:|--:|--:|");
        for (var program : PROGRAMS) {
            Path module = modules.resolve(program.module + ".wasm");
            String cache = scratch.resolve(program.module).toString();
            System.out.println(row(program.module, "", median(runner, contender(program, module, "none"))));
            List<String> compile = List.of("compile", "--code-cache-size", "1Gi", "--code-cache", cache);
            runner.run(new Contender("compile", words(compile, module.toString()), ""));
            System.out.println(
                    row(program.module, "compiled before", median(runner, contender(program, module, cache))));
        }
    }

    private List<String> words(List<String> options, String module) {
        List<String> words = new ArrayList<>(List.of(command.toString()));
        words.addAll(options);
        words.add(module);
        return words;
    }

    private Contender contender(Program program, Path module, String cache) {
        List<String> words = new ArrayList<>(List.of(command.toString(), "run", "--memory", "1Gi"));
        words.addAll(List.of("--code-cache", cache, "-e", "GOROOT=/in"));
        words.addAll(List.of("--dir", inputs + "::/in:ro", "--dir", scratch.resolve("out") + "::/out"));
        words.add(module.toString());
        words.addAll(program.arguments);
        return new Contender(program.module, words, program.lastLine);
    }

    private Sample median(ProcessRunner runner, Contender contender) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            samples.add(runner.run(contender));
        }
        return Sample.median(samples);
    }

    private static String row(String module, String when, Sample sample) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f | %.2f | %.0f |",
                module,
                when,
                sample.firstByte() / 1000,
                sample.wall() / 1000,
                sample.cpu() / 1000,
                sample.memory());
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
