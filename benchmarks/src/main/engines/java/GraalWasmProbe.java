package dev.sedge.bench.engines.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;

/** GraalWasm with Graal's compiler; without it there is no reading, because its interpreter is another contender. */
final class GraalWasmProbe implements Probe {
    private final Engine engine = Engine.newBuilder("wasm").build();

    public static void main(String[] args) throws IOException {
        new GraalWasmProbe().run(args);
    }

    private GraalWasmProbe() {
        if (engine.getImplementationName().equals("Interpreted")) {
            throw new IllegalStateException("GraalWasm runs without its JIT here");
        }
    }

    @Override
    public LongSupplier kernel(byte[] wasm, String export, int work) throws IOException {
        var context = Context.newBuilder("wasm").engine(engine).build();
        var function = context.eval(source(wasm)).newInstance().getMember("exports").getMember(export);
        return () -> Integer.toUnsignedLong(function.execute(work).asInt());
    }

    @Override
    public LongSupplier command(byte[] wasm, Path directory, List<String> args) throws IOException {
        var source = source(wasm);
        return () -> {
            var output = new ByteArrayOutputStream();
            try (var context = Context.newBuilder("wasm")
                    .engine(engine)
                    .option("wasm.Builtins", "wasi_snapshot_preview1")
                    .option("wasm.WasiMapDirs", "/::" + directory)
                    .arguments("wasm", args.toArray(String[]::new))
                    .allowIO(IOAccess.ALL)
                    .out(output)
                    .build()) {
                context.eval(source).newInstance().getMember("exports").getMember("_start").execute();
            } catch (PolyglotException e) {
                if (!e.isExit() || e.getExitStatus() != 0) {
                    throw e;
                }
            }
            return Long.parseLong(output.toString(StandardCharsets.UTF_8).strip());
        };
    }

    private static Source source(byte[] wasm) throws IOException {
        return Source.newBuilder("wasm", ByteSequence.create(wasm), "workload").build();
    }
}
