package dev.sedge.bench.engines.probe;

import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.Linker;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.Val;
import io.github.kawamuray.wasmtime.WasmFunctionError;
import io.github.kawamuray.wasmtime.wasi.WasiCtx;
import io.github.kawamuray.wasmtime.wasi.WasiCtxBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** Wasmtime by way of wasmtime-java and JNI. */
final class WasmtimeProbe implements Probe {
    private final io.github.kawamuray.wasmtime.Engine engine = new io.github.kawamuray.wasmtime.Engine();

    public static void main(String[] args) throws IOException {
        new WasmtimeProbe().run(args);
    }

    @Override
    public LongSupplier kernel(byte[] wasm, String export, int work) {
        var store = new Store<Void>(null, engine);
        var linker = new Linker(engine);
        linker.module(store, "", new Module(engine, wasm));
        var function = function(linker, store, export);
        var argument = Val.fromI32(work);
        return () -> Integer.toUnsignedLong(function.call(store, argument)[0].i32());
    }

    @Override
    public LongSupplier command(byte[] wasm, Path directory, List<String> args) throws IOException {
        var module = new Module(engine, wasm);
        // It writes to files only.
        var output = Files.createTempFile("wasmtime", ".out");
        output.toFile().deleteOnExit();
        return () -> {
            var wasi = new WasiCtxBuilder()
                    .args(args)
                    .stdout(output)
                    .inheritStderr()
                    .preopenedDir(directory, "/")
                    .build();
            try (var store = new Store<Void>(null, engine, wasi);
                    var linker = new Linker(engine)) {
                WasiCtx.addToLinker(linker);
                linker.module(store, "", module);
                start(function(linker, store, "_start"), store);
            }
            return read(output);
        };
    }

    /** A status of 0 comes as an exception too. */
    private static void start(Func function, Store<Void> store) {
        try {
            function.call(store);
        } catch (WasmFunctionError.I32ExitError e) {
            if (e.exitCode() != 0) {
                throw e;
            }
        }
    }

    private static Func function(Linker linker, Store<Void> store, String export) {
        return linker.get(store, "", export).orElseThrow().func();
    }

    private static long read(Path output) {
        try {
            return Long.parseLong(Files.readString(output).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
