package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.run.EntryPoint;
import dev.sedge.runtime.internal.compiler.run.TailEntry;
import dev.sedge.runtime.internal.scan.ModuleOutline.Feature;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A module whose functions are classes, written when they are first called. */
final class CompiledModule implements ExecutableModule {

    private final ModuleCode code;
    private final ModuleLoader loader;
    private final AtomicReferenceArray<EntryPoint> entries;
    private final AtomicReferenceArray<TailEntry> tailEntries;

    private final ClassSource classes;

    CompiledModule(ModuleCode code, ClassSource classes, CodeBudget budget) {
        this.code = code;
        this.classes = classes;
        this.loader = ModuleLoader.of(classes, budget);
        int functions = code.outline().functionCount();
        this.entries = new AtomicReferenceArray<>(functions);
        this.tailEntries = new AtomicReferenceArray<>(code.outline().uses(Feature.TAIL_CALLS) ? functions : 0);
    }

    @Override
    public InstanceBody instantiate(WasmInstance instance, List<HostFunction> functions, InstanceContext context) {
        return new CompiledBody(this, instance, functions, context);
    }

    @Override
    public boolean precompile(double share) {
        if (!classes.isComplete()) {
            classes.complete(new Pace(share, Thread::sleep));
        }
        return classes.isComplete();
    }

    @Override
    public void keepCode() {
        classes.keep();
    }

    ModuleCode code() {
        return code;
    }

    ModuleLoader loader() {
        return loader;
    }

    /** How a function is called in place of another, by its number. */
    TailEntry tailEntry(int number) {
        TailEntry known = tailEntries.get(number);
        if (known != null) {
            return known;
        }
        tailEntries.compareAndSet(number, null, loader.tailEntry(code.numbers().function(number)));
        return tailEntries.get(number);
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
