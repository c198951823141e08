package dev.sedge.bench.cold;

import dev.sedge.runtime.Engine;
import dev.sedge.wasi.Access;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.Wasi;
import dev.sedge.wasi.WasiConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a WASI command in Sedge, embedded: {@code SedgeMain DIRECTORY FILE ARGUMENTS…}; the directory is its "/". */
final class SedgeMain {
    private SedgeMain() {}

    public static void main(String[] args) throws IOException {
        var config = WasiConfig.builder()
                .args(List.of(args).subList(1, args.length))
                .stdout(System.out)
                .stderr(System.err)
                .randomness(Randomness.secure())
                .wallClock(WallClock.system())
                .monotonicClock(MonotonicClock.system())
                .preopen(Preopen.directory(Path.of(args[0]), "/", Access.READ_WRITE))
                .build();
        try (var engine = Engine.create()) {
            var module = engine.compile(Files.readAllBytes(Path.of(args[1])));
            System.exit((int) Wasi.run(module, config).unsigned());
        }
    }
}
