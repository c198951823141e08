package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ModuleLimits;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.KeptModule;
import dev.sedge.runtime.internal.Sha256;
import dev.sedge.runtime.internal.compiler.emit.Limits;
import dev.sedge.runtime.internal.interpreter.InterpreterProvider;
import dev.sedge.runtime.internal.scan.ModuleScanner;
import java.util.List;
import java.util.Optional;

/** Modules and instances below the public API, for tests of how functions are divided. */
public final class Bodies {

    public static final EngineProvider INTERPRETER = new InterpreterProvider(false);

    private static final ModuleLimits LIMITS = ModuleLimits.defaults().withFunctionBytes(8 << 20);

    private Bodies() {}

    /** A compiler that makes methods of so many bytes. */
    public static EngineProvider compiler(int methodBytes) {
        return compiler(new Limits(methodBytes, Limits.USUAL.calledAccesses()));
    }

    public static EngineProvider compiler(Limits limits) {
        return new CompilerProvider(INTERPRETER, Optional.empty(), Long.MAX_VALUE, limits);
    }

    public static ExecutableModule load(EngineProvider provider, byte[] wasm) {
        Optional<KeptModule> kept = provider.recall(wasm);
        if (kept.isPresent()) {
            return kept.get().load(ModuleScanner.scan(wasm, LIMITS, kept.get().facts()));
        }
        return provider.load(wasm, ModuleScanner.scan(wasm, LIMITS), Sha256.digest(wasm));
    }

    /** An initialised instance. */
    public static InstanceBody instance(EngineProvider provider, byte[] wasm, HostFunction... functions) {
        return instance(provider, wasm, InstanceControl.create(), functions);
    }

    /** An initialised instance with this control. */
    public static InstanceBody instance(
            EngineProvider provider, byte[] wasm, InstanceControl control, HostFunction... functions) {
        return instance(load(provider, wasm), control, functions);
    }

    /** An initialised instance of a loaded module. */
    public static InstanceBody instance(ExecutableModule module, InstanceControl control, HostFunction... functions) {
        InstanceBody body = module.instantiate(
                Caller.INSTANCE, List.of(functions), new InstanceContext(ResourceLimits.defaults(), control));
        body.initialize();
        return body;
    }

    /** Stands for the caller in host functions that do not ask for it. */
    private static final class Caller {
        static final WasmInstance INSTANCE = Engine.create()
                .compile(ModuleBytes.module().build())
                .instantiate(Imports.none(), ResourceLimits.defaults());
    }
}
