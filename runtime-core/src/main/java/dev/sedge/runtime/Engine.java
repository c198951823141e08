package dev.sedge.runtime;

import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.KeptModule;
import dev.sedge.runtime.internal.Sha256;
import dev.sedge.runtime.internal.cache.CodeStore;
import dev.sedge.runtime.internal.compiler.CompilerProvider;
import dev.sedge.runtime.internal.interpreter.InterpreterProvider;
import dev.sedge.runtime.internal.scan.CodeFacts;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleScanner;
import java.util.Optional;

/**
 * Compiles Wasm modules. Thread-safe; one for a whole program is right.
 */
public final class Engine implements AutoCloseable {

    private final EngineConfig config;
    private final EngineProvider provider;

    /** Volatile: closed by any thread. */
    private volatile boolean closed;

    private Engine(EngineConfig config) {
        this.config = config;
        this.provider = provider(config);
    }

    private static EngineProvider provider(EngineConfig config) {
        EngineProvider interpreter = new InterpreterProvider(config.metersFuel());
        return switch (config.tier()) {
            case INTERPRETER -> interpreter;
            case COMPILER ->
                new CompilerProvider(
                        interpreter,
                        config.codeCache().map(cache -> CodeStore.open(cache.directory(), cache.maxBytes())),
                        config.codeBytes());
        };
    }

    /** An engine with {@link EngineConfig#defaults()}. */
    public static Engine create() {
        return create(EngineConfig.defaults());
    }

    /** An engine of this configuration. */
    public static Engine create(EngineConfig config) {
        return new Engine(config);
    }

    /** The configuration of this engine. */
    public EngineConfig config() {
        return config;
    }

    /**
     * Checks a module and makes it ready to run. Nothing of it runs.
     *
     * @param wasm the bytes of a binary module; not kept
     * @throws InvalidModuleException when they are not a valid module within {@link ModuleLimits}
     * @throws IllegalStateException when the engine is closed
     */
    public WasmModule compile(byte[] wasm) {
        if (closed) {
            throw new IllegalStateException("compile: the engine is closed");
        }
        Optional<KeptModule> kept = provider.recall(wasm);
        CodeFacts facts = kept.isPresent() ? kept.get().facts() : CodeFacts.NONE;
        ModuleOutline outline = ModuleScanner.scan(wasm, config.moduleLimits(), facts);
        if (kept.isPresent()) {
            return new WasmModule(kept.get().digest(), outline, kept.get().load(outline), config.metersFuel());
        }
        String digest = Sha256.digest(wasm);
        return new WasmModule(digest, outline, provider.load(wasm, outline, digest), config.metersFuel());
    }

    /** Refuses further modules. Modules and instances that exist go on. */
    @Override
    public void close() {
        closed = true;
    }
}
