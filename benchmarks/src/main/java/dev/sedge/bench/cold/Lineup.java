package dev.sedge.bench.cold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who takes part in the cold start: what is built and installed here. */
final class Lineup {
    static final String NODE = "node:wasi";

    private static final String CERTIFICATES = "NODE_EXTRA_CA_CERTS";
    private static final String ARGUMENT = "50000000";
    private static final String LAST_LINE = "File content is This is in a file";
    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Path benchmarks;
    private final Path directory;
    private final Path module;
    private final List<Contender> contenders = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    /**
     * @param benchmarks the directory of this Maven module, built
     * @param directory what the guests get as "/"
     * @param module the file of the example module
     */
    Lineup(Path benchmarks, Path directory, Path module) {
        this.benchmarks = benchmarks;
        this.directory = directory;
        this.module = module;
        addNode();
        addCommand();
        contenders.add(new Contender("JVM, hello only, C1 + SerialGC", java(QUICK, "HelloMain", "none"), "hello"));
        addJava("Sedge embedded", "SedgeMain", "dev.sedge");
        addJava("Endive 1.2.0 interpreter + its WASI", "EndiveMain", "run.endive");
        addJava("Chicory 1.7.5 interpreter + its WASI", "ChicoryMain", "com.dylibso.chicory");
    }

    List<Contender> contenders() {
        return contenders;
    }

    /** Why someone does not take part, one line each. */
    List<String> absent() {
        return absent;
    }

    private void addNode() {
        var node = find("node");
        if (node.isEmpty()) {
            absent.add(NODE + ": no node on the PATH");
            return;
        }
        var script = benchmarks.resolve("src/main/node/wasi.mjs");
        var command = List.of(node.get(), "--no-warnings", script.toString(), directory.toString());
        contenders.add(guest(NODE, command));
        var certificates = System.getenv(CERTIFICATES);
        if (certificates != null) {
            // Where it is set, all that a person starts has it, and Node reads all certificates at its start.
            var given = new ArrayList<>(List.of("env", CERTIFICATES + "=" + certificates));
            given.addAll(command);
            contenders.add(guest(NODE + ", " + CERTIFICATES + " set", given));
        }
    }

    private void addCommand() {
        var command = benchmarks.resolveSibling("node-agent/target/sedge/bin/sedge");
        if (!Files.isExecutable(command)) {
            absent.add("sedge run: no " + command);
            return;
        }
        String directories = directory + "::/";
        contenders.add(guest("sedge run FILE", List.of(command.toString(), "run", "--dir", directories)));
        contenders.add(guest(
                "sedge run --code-cache none FILE",
                List.of(command.toString(), "run", "--code-cache", "none", "--dir", directories)));
    }

    private void addJava(String name, String main, String jars) {
        contenders.add(guest(name + ", JVM defaults", java(List.of(), main, jars)));
        contenders.add(guest(name + ", C1 + SerialGC", java(QUICK, main, jars)));
    }

    private Contender guest(String name, List<String> command) {
        var all = new ArrayList<>(command);
        all.add(module.toString());
        all.add(ARGUMENT);
        return new Contender(name, all, LAST_LINE);
    }

    private List<String> java(List<String> flags, String main, String jars) {
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(jars), "dev.sedge.bench.cold." + main));
        if (!main.equals("HelloMain")) {
            command.add(directory.toString());
        }
        return command;
    }

    /** The jar of this module and those of one group of ours or of a peer; Endive's engine and ASM are Sedge's too. */
    private String classPath(String group) {
        var target = benchmarks.resolve("target");
        try (var own = Files.list(target);
                var libraries = Files.list(target.resolve("lib"))) {
            var names = group.equals("dev.sedge") ? List.of(group, "run.endive", "org.ow2.asm") : List.of(group);
            var jars = new ArrayList<>(
                    own.filter(jar -> jar.toString().endsWith("SNAPSHOT.jar")).toList());
            libraries
                    .filter(jar -> names.stream()
                            .anyMatch(name -> jar.getFileName().toString().startsWith(name + ".")))
                    .sorted()
                    .forEach(jars::add);
            return jars.stream().map(Path::toString).collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the jars in " + target, e);
        }
    }

    private static Optional<String> find(String program) {
        for (String directory : System.getenv("PATH").split(":", -1)) {
            var candidate = Path.of(directory, program);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate.toString());
            }
        }
        return Optional.empty();
    }
}
