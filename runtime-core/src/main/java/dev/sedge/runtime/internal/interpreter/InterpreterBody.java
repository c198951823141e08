package dev.sedge.runtime.internal.interpreter;

import static java.util.Objects.requireNonNull;

import dev.sedge.runtime.ExternType.MemoryType;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.WasmFrame;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.LinearMemory;
import dev.sedge.runtime.internal.scan.FuelCosts;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.CallResult;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.ImportSection;

/** One instance in the interpreter. */
final class InterpreterBody implements InstanceBody {

    private static final long[] NO_VALUES = {};

    private final ModuleOutline outline;
    private final Probe probe;
    private final List<LinearMemory> memories = new ArrayList<>();
    private final Faults faults;
    private final Instance instance;
    private final GuardedMachine machine;

    InterpreterBody(
            WasmModule module,
            ModuleOutline outline,
            Optional<FuelCosts> costs,
            WasmInstance caller,
            List<HostFunction> functions,
            InstanceContext context) {
        this.outline = outline;
        this.probe = new Probe(context, costs);
        this.faults = new Faults(module, outline, context, probe);
        try {
            for (MemoryType memory : outline.memories()) {
                memories.add(LinearMemory.allocate(
                        context.memory(), memory.minPages(), memory.maxPages().orElse(LinearMemory.MAX_PAGES)));
            }
            MemorySupply supply = new MemorySupply(outline, memories);
            instance = Instance.builder(module)
                    .withImportValues(imports(module, caller, functions, context))
                    .withMemoryFactory(supply::next)
                    .withTableFactory(new TableSupply(outline, context)::next)
                    .withMachineFactory(made -> new GuardedMachine(made, outline, context, probe))
                    .withUnsafeExecutionListener(probe)
                    .withInitialize(false)
                    .withStart(false)
                    .build();
        } catch (RuntimeException | Error e) {
            throw faults.translate(e);
        }
        machine = (GuardedMachine) instance.getMachine();
    }

    private static ImportValues imports(
            WasmModule module, WasmInstance caller, List<HostFunction> functions, InstanceContext context) {
        ImportSection section = module.importSection();
        List<ImportFunction> imports = new ArrayList<>(functions.size());
        for (int i = 0; i < section.importCount(); i++) {
            if (section.getImport(i).importType() == ExternalType.FUNCTION) {
                FunctionImport wanted = (FunctionImport) section.getImport(i);
                HostCall call = new HostCall(functions.get(imports.size()), caller, context);
                imports.add(new ImportFunction(
                        wanted.module(), wanted.name(), module.typeSection().getType(wanted.typeIndex()), call));
            }
        }
        return ImportValues.builder().withFunctions(imports).build();
    }

    @Override
    public void initialize() {
        try {
            instance.initialize(false);
        } catch (RuntimeException | Error e) {
            throw faults.translate(e);
        }
    }

    @Override
    public long[] call(int functionIndex, long[] args) {
        FunctionType type = outline.functionType(functionIndex);
        long @Nullable [] results;
        try {
            results = type.results().contains(ValueType.EXTERNREF)
                    ? withReferences(type, machine.callWithRefs(functionIndex, args, null))
                    : machine.call(functionIndex, args);
        } catch (RuntimeException | Error e) {
            throw faults.translate(e);
        }
        return results == null ? NO_VALUES : Slots.normalise(results, type.results());
    }

    private static long[] withReferences(FunctionType type, CallResult result) {
        long[] slots = requireNonNull(result.longs());
        int slot = 0;
        for (ValueType value : type.results()) {
            if (value == ValueType.EXTERNREF) {
                slots[slot] = Slots.number(result.refResult(slot));
            }
            slot += value.slots();
        }
        return slots;
    }

    @Override
    public LinearMemory memory(int index) {
        return memories.get(index);
    }

    @Override
    public void pack() {
        memories.forEach(LinearMemory::pack);
    }

    @Override
    public List<WasmFrame> takeTrace() {
        return probe.takeTrace(outline);
    }
}
