package dev.sedge.bench.cold;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.Parser;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** Runs a WASI command in Chicory's interpreter: {@code ChicoryMain DIRECTORY FILE ARGUMENTS…}; the directory is its "/". */
final class ChicoryMain {
    private ChicoryMain() {}

    public static void main(String[] args) {
        var file = Path.of(args[1]);
        var options = WasiOptions.builder()
                .withRandom(new SecureRandom())
                .withStdout(System.out)
                .withStderr(System.err)
                .withDirectory("/", Path.of(args[0]))
                .withArguments(List.of(args).subList(1, args.length))
                .build();
        try (var wasi = WasiPreview1.builder().withOptions(options).build()) {
            Instance.builder(Parser.parse(file))
                    .withMemoryFactory(ByteArrayMemory::new)
                    .withImportValues(ImportValues.builder()
                            .addFunction(wasi.toHostFunctions())
                            .build())
                    .build();
        } catch (WasiExitException e) {
            System.exit(e.exitCode());
        }
    }
}
