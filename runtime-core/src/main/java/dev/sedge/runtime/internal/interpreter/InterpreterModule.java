package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.scan.FuelCosts;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.List;
import java.util.Optional;
import run.endive.wasm.WasmModule;

/** A parsed and validated module. */
final class InterpreterModule implements ExecutableModule {

    private final WasmModule module;
    private final ModuleOutline outline;
    private final Optional<FuelCosts> costs;

    /** @param costs what its code costs; empty if it pays nothing */
    InterpreterModule(WasmModule module, ModuleOutline outline, Optional<FuelCosts> costs) {
        this.module = module;
        this.outline = outline;
        this.costs = costs;
    }

    @Override
    public InstanceBody instantiate(WasmInstance instance, List<HostFunction> functions, InstanceContext context) {
        return new InterpreterBody(module, outline, costs, instance, functions, context);
    }
}
