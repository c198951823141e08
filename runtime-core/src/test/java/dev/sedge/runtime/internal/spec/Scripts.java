package dev.sedge.runtime.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder of scripts that the build was given, and their conversion by {@code wasm-tools}. */
final class Scripts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HELP = "; install Python 3 with pip (Debian: python3-pip) and let it reach its package"
            + " index, or name a wasm-tools program with -Dsedge.wasm-tools=FILE";

    private final Path folder;
    private final String converter;
    private final Path output;
    private String lastName = "";
    private List<Command> last = List.of();

    private Scripts(Path folder, String converter, Path output) {
        this.folder = folder;
        this.converter = converter;
        this.output = output;
    }

    /** The folder named by {@code sedge.spec}, relative to where Maven was started, and a converter. */
    static Scripts find() throws IOException {
        Path folder = Path.of(System.getProperty("sedge.spec.base", ""))
                .resolve(System.getProperty("sedge.spec", ""))
                .normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("run the core suite: there is no folder " + folder.toAbsolutePath()
                    + "; -Dsedge.spec names a checkout of the WebAssembly test suite with its .wast scripts");
        }
        Path output = Files.createDirectories(Path.of("target", "core-suite"));
        String given = System.getProperty("sedge.wasm-tools", "");
        return new Scripts(folder, given.isEmpty() ? install(output) : given, output);
    }

    private static String install(Path output) throws IOException {
        Path errors = output.resolve("install.err");
        Path path = output.resolve("install.out");
        if (run(path, errors, "bash", "src/test/core-suite/wasm-tools") != 0) {
            throw new IllegalStateException("install wasm-tools, which converts the scripts: "
                    + Files.readString(errors).strip() + HELP);
        }
        return Files.readString(path).strip();
    }

    /** The scripts by name, for example {@code proposals/threads/atomic.wast}. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".wast"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The commands of a script; the last one is remembered, because the tiers come one after the other.
     *
     * @throws IOException when the converter refuses it
     */
    List<Command> read(String name) throws IOException {
        if (!name.equals(lastName)) {
            last = convert(name);
            lastName = name;
        }
        return last;
    }

    private List<Command> convert(String name) throws IOException {
        Path directory = output.resolve(name);
        Path json = directory.resolve("script.json");
        Path errors = Files.createDirectories(directory).resolve("convert.err");
        String script = folder.resolve(name).toAbsolutePath().toString();
        int status = run(
                directory.resolve("convert.out"),
                errors,
                List.of(converter, "json-from-wast", script, "-o", json.toString(), "--wasm-dir", directory.toString())
                        .toArray(String[]::new));
        if (status != 0) {
            throw new IOException("convert " + name + " with " + converter + ": status " + status + ", "
                    + Files.readString(errors).strip());
        }
        List<Command> commands = new ArrayList<>();
        for (JsonNode command :
                JSON.readTree(Files.readString(json, StandardCharsets.UTF_8)).get("commands")) {
            commands.add(new Command(command, directory));
        }
        return commands;
    }

    private static int run(Path out, Path errors, String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("run " + command[0] + ": " + e.getMessage() + HELP, e);
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException("run " + command[0] + ": interrupted", e);
        }
    }
}
