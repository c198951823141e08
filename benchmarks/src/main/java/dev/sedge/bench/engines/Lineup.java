package dev.sedge.bench.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Who takes part: what {@code src/main/engines/prepare} could bring, and the others with the reason. */
final class Lineup {
    /** The limit that kernels are compared with. */
    static final String GCC = "gcc -O2, native";
    /** What real modules are compared with. */
    static final String V8 = "V8 (node)";

    static final String SEDGE = "Sedge";

    private static final String PROBES = "dev.sedge.bench.engines.probe.";

    private final Path benchmarks;
    private final Path cache;
    private final String classPath;
    private final Map<String, String> failures = new HashMap<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /**
     * @param benchmarks the directory of this Maven module, built
     * @param cache what prepare filled
     * @param classPath of this program
     */
    Lineup(Path benchmarks, Path cache, String classPath) throws IOException {
        this.benchmarks = benchmarks;
        this.cache = cache;
        this.classPath = classPath;
        readFailures();
        addJava(SEDGE, "SedgeProbe", List.of());
        addOtherJdk();
        addJava("Sedge, metered", "SedgeProbe", List.of("-Dmeter=true"));
        addJava("Chicory 1.7.5, compiled", "ChicoryProbe", List.of());
        addEndive();
        addGraalWasm();
        addWasmtimeJava();
        addNode();
        addPrograms();
        addNative("wasm2c + gcc -O2", "wasm2c");
        addNative(GCC, "native");
    }

    List<Contender> contenders() {
        return contenders;
    }

    /** Who or what is not there, and why: one line each. */
    List<String> missing() {
        return missing;
    }

    private void readFailures() throws IOException {
        var file = cache.resolve("missing");
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                failures.put(line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1));
            }
        }
        for (Workload module : Workload.MODULES) {
            if (!Files.exists(module(module))) {
                missing.add("the module " + module.name() + ": " + reason(module.name()));
            }
        }
    }

    private String reason(String part) {
        return failures.getOrDefault(part.startsWith("rust-") ? "rust" : part, "not prepared");
    }

    /** Sedge once more, in a second JDK, so that two of them are compared in one run. */
    private void addOtherJdk() throws IOException {
        var home = System.getenv("OTHER_JAVA_HOME");
        if (home != null) {
            var java = Path.of(home, "bin/java").toString();
            addJava(java, SEDGE + ", JDK " + feature(Path.of(home)), "SedgeProbe", List.of());
        }
    }

    /** The release of the JDK that lies there, as its own file says. */
    private static String feature(Path home) throws IOException {
        for (String line : Files.readAllLines(home.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return line.replaceAll("[^0-9]*([0-9]+).*", "$1");
            }
        }
        throw new IOException("no JAVA_VERSION in " + home.resolve("release"));
    }

    private void addJava(String name, String main, List<String> flags) {
        addJava(java(), name, main, flags);
    }

    private void addJava(String java, String name, String main, List<String> flags) {
        var command = new ArrayList<>(List.of(java, "-Xmx2g", "-cp", classPath));
        command.addAll(flags);
        command.add(PROBES + main);
        contenders.add(new Contender(name, true, ifThere(command), this::wasm));
    }

    private void addPeer(String name, String part, String main, List<String> flags, String jars) {
        if (failures.containsKey(part)
                || !Files.isDirectory(cache.resolve("peers").resolve(part))) {
            missing.add(name + ": " + reason(part));
            return;
        }
        var command = new ArrayList<>(flags);
        var classes = cache.resolve("peers").resolve(part).resolve("classes");
        command.addAll(List.of("-Xmx2g", "-cp", classes + jars + ":" + ownJar(), PROBES + main));
        contenders.add(new Contender(name, true, ifThere(command), this::wasm));
    }

    /** Endive 1.0.0 has the class names of 1.2.0, so nothing else is on its class path. */
    private void addEndive() {
        addPeer("Endive 1.0.0, compiled", "endive", "EndiveProbe", List.of(java()), ":" + peer("endive", "*"));
    }

    private void addWasmtimeJava() {
        var access =
                Runtime.version().feature() >= 22 ? List.of("--enable-native-access=ALL-UNNAMED") : List.<String>of();
        var command = new ArrayList<>(List.of(java()));
        command.addAll(access);
        addPeer("wasmtime-java 0.19.0", "wasmtime-java", "WasmtimeProbe", command, ":" + peer("wasmtime-java", "*"));
    }

    /** With Graal's compiler, which is made for one release of the JDK. */
    private void addGraalWasm() throws IOException {
        var home =
                Path.of(Optional.ofNullable(System.getenv("GRAAL_JAVA_HOME")).orElse(System.getProperty("java.home")));
        if (!Files.exists(home.resolve("release")) || !feature(home).equals("25")) {
            missing.add("GraalWasm 25.0.1: it needs JDK 25 for its JIT; set JAVA_HOME or GRAAL_JAVA_HOME to one");
            return;
        }
        var compiler = List.of("compiler", "truffle-compiler", "word", "collections", "jniutils", "nativeimage");
        var language = List.of("polyglot", "wasm-language", "truffle-api", "truffle-runtime");
        var flags = List.of(
                home.resolve("bin/java").toString(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+EnableJVMCI",
                "--enable-native-access=org.graalvm.truffle",
                "--sun-misc-unsafe-memory-access=allow",
                "--upgrade-module-path=" + graalJars(compiler),
                "--module-path=" + graalJars(language),
                "--add-modules=org.graalvm.polyglot,org.graalvm.wasm");
        addPeer("GraalWasm 25.0.1, JIT", "graalwasm", "GraalWasmProbe", flags, "");
    }

    private static String joined(List<String> paths) {
        return String.join(":", paths);
    }

    private String graalJars(List<String> names) {
        return joined(names.stream()
                .map(name -> peer("graalwasm", name + "-25.0.1.jar"))
                .toList());
    }

    private String peer(String part, String jar) {
        return cache.resolve("peers").resolve(part).resolve("lib").resolve(jar).toString();
    }

    private void addNode() {
        var node = find("node");
        if (node.isEmpty()) {
            missing.add(V8 + ": no node on the PATH");
            return;
        }
        var script = benchmarks.resolve("src/main/engines/node/probe.mjs");
        var command = List.of(node.get(), "--no-warnings", "--no-turbo-fast-api-calls", script.toString());
        contenders.add(new Contender(V8, true, ifThere(command), this::wasm));
    }

    private void addPrograms() {
        addProgram(
                "wasmtime 49.0.4, program",
                "wasmtime",
                (program, workload) -> List.of(
                        program, "run", "--allow-precompiled", "--dir", input() + "::/", program(workload, ".cwasm")));
        addProgram(
                "wazero 1.12.0, program",
                "wazero",
                (program, workload) -> List.of(
                        program,
                        "run",
                        "-cachedir",
                        cache.resolve("work/wazero").toString(),
                        "-mount=" + input() + ":/",
                        program(workload, ".wasm")));
    }

    private void addProgram(
            String name, String part, java.util.function.BiFunction<String, Workload, List<String>> start) {
        var program = cache.resolve("programs").resolve(part);
        if (failures.containsKey(part) || !Files.isExecutable(program)) {
            missing.add(name + ": " + reason(part));
            return;
        }
        var probe = List.of(
                java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath, PROBES + "ProgramProbe");
        contenders.add(new Contender(name, false, ifThere(probe), workload -> {
            var work = new ArrayList<>(List.of(cache.resolve("programs/usage").toString()));
            work.addAll(start.apply(program.toString(), workload));
            work.addAll(
                    workload.kernel()
                            ? List.of(workload.name(), workload.parameter())
                            : List.of("/" + workload.parameter()));
            return work;
        }));
    }

    /** What was compiled for the machine, one program a workload; there is none where a translation does not exist. */
    private void addNative(String name, String directory) {
        var programs = cache.resolve(directory);
        if (!Files.isExecutable(programs.resolve("kernels"))) {
            missing.add(name + ": " + reason(directory.equals("native") ? "kernels" : "kernels-wasm2c"));
            return;
        }
        Function<Workload, Optional<List<String>>> probe =
                workload -> Optional.of(programs.resolve(workload.kernel() ? "kernels" : workload.name()))
                        .filter(Files::isExecutable)
                        .map(program -> List.of(program.toString()));
        contenders.add(new Contender(
                name,
                false,
                probe,
                workload -> workload.kernel()
                        ? List.of(workload.name(), workload.parameter())
                        : List.of(input().resolve(workload.parameter()).toString())));
    }

    private Function<Workload, Optional<List<String>>> ifThere(List<String> command) {
        return workload -> Files.exists(module(workload)) ? Optional.of(command) : Optional.empty();
    }

    private List<String> wasm(Workload workload) {
        return workload.kernel()
                ? List.of(module(workload).toString(), "kernel", workload.name(), workload.parameter())
                : List.of(
                        module(workload).toString(),
                        "command",
                        input().toString(),
                        workload.name(),
                        "/" + workload.parameter(),
                        "1");
    }

    private Path module(Workload workload) {
        return workload.kernel()
                ? benchmarks.resolve("src/main/guests/engine.wasm")
                : cache.resolve("modules").resolve(workload.name() + ".wasm");
    }

    private String program(Workload workload, String ending) {
        return cache.resolve("modules")
                .resolve((workload.kernel() ? "kernels" : workload.name()) + ending)
                .toString();
    }

    private Path input() {
        return cache.resolve("input");
    }

    private String ownJar() {
        return classPath.substring(0, classPath.indexOf(':'));
    }

    private static String java() {
        return System.getProperty("java.home") + "/bin/java";
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
