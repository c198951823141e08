package dev.sedge.bench.cold;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasi.WasiExitException;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;
import run.endive.wasm.Parser;

/** Runs a WASI command in Endive's interpreter: {@code EndiveMain DIRECTORY FILE ARGUMENTS…}; the directory is its "/". */
final class EndiveMain {
    private EndiveMain() {}

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
