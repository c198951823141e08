package dev.sedge.bench.engines.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** A Wasm engine in this JVM, reduced to what the harness asks of it. */
interface Probe {
    /** Compiles a module that imports nothing and makes one instance; a call runs this export and returns its checksum, an unsigned i32. */
    LongSupplier kernel(byte[] wasm, String export, int work) throws IOException;

    /**
     * Compiles a WASI command; each call is a new instance and its whole run.
     *
     * @param directory what the guest has as "/"
     * @param args its arguments, its own name first
     */
    LongSupplier command(byte[] wasm, Path directory, List<String> args) throws IOException;

    /** {@code WARM-UP MEASURED CALLS FILE kernel NAME WORK} or {@code WARM-UP MEASURED CALLS FILE command DIRECTORY ARGUMENTS…}. */
    default void run(String... arguments) throws IOException {
        var all = List.of(arguments);
        byte[] wasm = Files.readAllBytes(Path.of(all.get(3)));
        var call = all.get(4).equals("kernel")
                ? kernel(wasm, all.get(5), Integer.parseInt(all.get(6)))
                : command(wasm, Path.of(all.get(5)), all.subList(6, all.size()));
        System.out.print(Measure.of(all).measure(call));
        // An engine's own threads must not keep the process.
        System.exit(0);
    }
}
