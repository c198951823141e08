package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.compiler.emit.ClassFactory;
import dev.sedge.runtime.internal.compiler.emit.ModulePlan;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.run.EntryPoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A module whose functions are classes, written when they are first called. */
final class CompiledModule implements ExecutableModule {

    private final ModuleCode code;
    private final ModuleLoader loader;
    private final AtomicReferenceArray<EntryPoint> entries;

    CompiledModule(ModuleCode code, ModulePlan plan) {
        this.code = code;
        this.loader = ModuleLoader.of(new ClassFactory(plan));
        this.entries = new AtomicReferenceArray<>(code.outline().functionCount());
    }

    @Override
    public InstanceBody instantiate(WasmInstance instance, List<HostFunction> functions, InstanceContext context) {
        return new CompiledBody(this, instance, functions, context);
    }

    ModuleCode code() {
        return code;
    }

    ModuleLoader loader() {
        return loader;
    }

    EntryPoint entry(int function) {
        EntryPoint known = entries.get(function);
        if (known != null) {
            return known;
        }
        entries.compareAndSet(function, null, loader.entry(function));
        return entries.get(function);
    }
}
