package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.ExternType.MemoryType;
import dev.sedge.runtime.ExternType.TableType;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.WasmFrame;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.internal.GuestFaults;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.LinearMemory;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.run.HostImport;
import dev.sedge.runtime.internal.compiler.run.InstanceParts;
import dev.sedge.runtime.internal.compiler.run.InstanceState;
import dev.sedge.runtime.internal.compiler.run.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/** One instance in the compiler tier. */
final class CompiledBody implements InstanceBody {

    private static final long[] NO_VALUES = {};

    private final CompiledModule module;
    private final InstanceState state;
    private final InstanceParts parts;
    private final Traces traces;
    private final Faults faults;

    CompiledBody(CompiledModule module, WasmInstance caller, List<HostFunction> functions, InstanceContext context) {
        this.module = module;
        ModuleCode code = module.code();
        this.traces = new Traces(code, module.loader().getName());
        this.faults = new Faults(context);
        List<LinearMemory> memories = new ArrayList<>();
        for (MemoryType memory : code.outline().memories()) {
            long max = memory.maxPages().orElse(LinearMemory.MAX_PAGES);
            // Code knows the size of the first one if it has a reserve; that of others is the length of their array.
            memories.add(
                    memories.isEmpty() && code.hasReserve()
                            ? LinearMemory.allocate(context.memory(), memory.minPages(), max)
                            : LinearMemory.allocateExact(context.memory(), memory.minPages(), max));
        }
        List<Table> tables = new ArrayList<>();
        for (TableType table : code.outline().tables()) {
            tables.add(Table.create(table, context));
        }
        List<HostImport> imports = functions.stream()
                .map(function -> new HostImport(function, caller))
                .toList();
        this.parts = new InstanceParts(
                context,
                List.copyOf(memories),
                List.copyOf(tables),
                new HashMap<>(),
                new ArrayList<>(),
                imports,
                code.numbers(),
                module::tailEntry);
        this.state = module.loader().newState();
        state.open(parts);
    }

    @Override
    public void initialize() {
        try {
            new Initializer(module.code(), parts, state).run();
        } catch (RuntimeException | Error e) {
            throw faults.translate(e);
        }
        int start = module.code().startFunction();
        if (start >= 0) {
            call(start, NO_VALUES);
        }
    }

    @Override
    public long[] call(int functionIndex, long[] args) {
        FunctionType type = module.code().outline().functionType(functionIndex);
        int results = type.resultSlots();
        long[] slots = results > args.length ? Arrays.copyOf(args, results) : args;
        try {
            if (state.depth() <= 0) {
                throw new TrapException(GuestFaults.STACK_EXHAUSTED);
            }
            state.unpack();
            module.entry(functionIndex).call(slots, state, state.depth());
        } catch (RuntimeException | Error e) {
            traces.record(e, functionIndex);
            throw faults.translate(e);
        }
        return slots.length == results ? slots : results == 0 ? NO_VALUES : Arrays.copyOf(slots, results);
    }

    @Override
    public LinearMemory memory(int index) {
        return parts.memories().get(index);
    }

    @Override
    public void pack() {
        state.pack();
    }

    @Override
    public List<WasmFrame> takeTrace() {
        return traces.take();
    }
}
