package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.WasmFrame;
import dev.sedge.runtime.internal.Fuel;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.TraceRecorder;
import dev.sedge.runtime.internal.scan.FuelCosts;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.ExecutionListener;
import run.endive.runtime.MStack;
import run.endive.wasm.types.Instruction;

/**
 * Sees every instruction before it runs: polls the control, which is the only way to stop a loop of tail calls here, pays
 * for it, and remembers where the guest is. It keeps a number and not the instruction, because storing a reference costs
 * more.
 */
final class Probe implements ExecutionListener {

    private final InstanceControl control;
    private final Fuel fuel;
    private final @Nullable FuelCosts costs;
    private final TraceRecorder trace = new TraceRecorder();
    private int address = -1;
    private int faultingFunction = -1;
    private int faultingAddress = -1;

    /** @param costs what is paid for code; empty for nothing */
    Probe(InstanceContext context, Optional<FuelCosts> costs) {
        this.control = context.control();
        this.fuel = context.fuel();
        this.costs = costs.orElse(null);
    }

    @Override
    public void onExecution(Instruction instruction, MStack stack) {
        address = instruction.address();
        control.poll();
        if (costs != null) {
            fuel.spend(costs.at(address));
        }
    }

    /** Where the instruction that runs is in the module. */
    int address() {
        return address;
    }

    /** A function has been left by an exception; its caller was at another instruction. */
    void unwind(int functionIndex, int callerAddress) {
        if (trace.isEmpty()) {
            faultingFunction = functionIndex;
            faultingAddress = address;
        }
        trace.add(functionIndex, address);
        address = callerAddress;
    }

    /** The innermost function that the last exception unwound. */
    int faultingFunction() {
        return faultingFunction;
    }

    /** The instruction in it that threw the exception. */
    int faultingAddress() {
        return faultingAddress;
    }

    List<WasmFrame> takeTrace(ModuleOutline outline) {
        return trace.take(outline);
    }
}
