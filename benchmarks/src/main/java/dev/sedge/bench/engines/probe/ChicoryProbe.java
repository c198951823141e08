package dev.sedge.bench.engines.probe;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Chicory, compiled at run time, with the faster one of its memories. */
final class ChicoryProbe implements Probe {
    public static void main(String[] args) throws IOException {
        new ChicoryProbe().run(args);
    }

    @Override
    public LongSupplier kernel(byte[] wasm, String export, int work) {
        var module = Parser.parse(wasm);
        var function = instance(
                        module,
                        MachineFactoryCompiler.compile(module),
                        ImportValues.builder().build())
                .export(export);
        return () -> Integer.toUnsignedLong((int) function.apply(work)[0]);
    }

    @Override
    public LongSupplier command(byte[] wasm, Path directory, List<String> args) {
        var module = Parser.parse(wasm);
        var machines = MachineFactoryCompiler.compile(module);
        return () -> {
            var output = new ByteArrayOutputStream();
            var options = WasiOptions.builder()
                    .withRandom(new SecureRandom())
                    .withArguments(args)
                    .withStdout(output)
                    .withStderr(System.err)
                    .withDirectory("/", directory)
                    .build();
            try (var wasi = WasiPreview1.builder().withOptions(options).build()) {
                var imports = ImportValues.builder()
                        .addFunction(wasi.toHostFunctions())
                        .build();
                instance(module, machines, imports).export("_start").apply();
            } catch (WasiExitException e) {
                if (e.exitCode() != 0) {
                    throw e;
                }
            }
            return Long.parseLong(output.toString(StandardCharsets.UTF_8).strip());
        };
    }

    private static Instance instance(WasmModule module, Function<Instance, Machine> machines, ImportValues imports) {
        return Instance.builder(module)
                .withImportValues(imports)
                .withMemoryFactory(ByteArrayMemory::new)
                .withMachineFactory(machines)
                .withStart(false)
                .build();
    }
}
