package dev.sedge.bench.engines.probe;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.EngineConfig;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.wasi.Access;
import dev.sedge.wasi.ExitException;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** Sedge with its defaults, or with {@code -Dmeter=true} as it counts instructions. */
final class SedgeProbe implements Probe {
    private final Engine engine = Engine.create(EngineConfig.defaults().withFuelMeter(Boolean.getBoolean("meter")));

    public static void main(String[] args) throws IOException {
        new SedgeProbe().run(args);
    }

    @Override
    public LongSupplier kernel(byte[] wasm, String export, int work) {
        var instance = engine.compile(wasm).instantiate(Imports.none(), ResourceLimits.defaults());
        return () -> Integer.toUnsignedLong((int) instance.call(export, work)[0]);
    }

    @Override
    public LongSupplier command(byte[] wasm, Path directory, List<String> args) {
        var module = engine.compile(wasm);
        return () -> {
            var output = new ByteArrayOutputStream();
            var config = WasiConfig.builder()
                    .args(args)
                    .stdout(output)
                    .stderr(System.err)
                    .randomness(Randomness.secure())
                    .wallClock(WallClock.system())
                    .monotonicClock(MonotonicClock.system())
                    .preopen(Preopen.directory(directory, "/", Access.READ_WRITE))
                    .build();
            // On this thread, whose time is measured; Wasi.run would take one of its own.
            var control = InstanceControl.create();
            try (var context = WasiContext.open(config, control);
                    var instance =
                            module.instantiate(Imports.of(context.hostModule()), ResourceLimits.defaults(), control)) {
                instance.call("_start");
            } catch (ExitException e) {
                if (!e.status().isSuccess()) {
                    throw e;
                }
            }
            return Long.parseLong(output.toString(StandardCharsets.UTF_8).strip());
        };
    }
}
