package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.WasmFrame;
import dev.sedge.runtime.internal.TraceRecorder;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.List;
import run.endive.runtime.ExecutionListener;
import run.endive.runtime.MStack;
import run.endive.wasm.types.Instruction;
import run.endive.wasm.types.OpCode;

/**
 * Sees every instruction before it runs: polls the control, which is the only way to stop a loop of tail calls here, and
 * remembers where the guest is.
 */
final class Probe implements ExecutionListener {

    private static final Instruction NONE = new Instruction(-1, OpCode.NOP, Instruction.EMPTY_OPERANDS);

    private final InstanceControl control;
    private final TraceRecorder trace = new TraceRecorder();
    private Instruction current = NONE;
    private Instruction faulting = NONE;

    Probe(InstanceControl control) {
        this.control = control;
    }

    @Override
    public void onExecution(Instruction instruction, MStack stack) {
        current = instruction;
        control.poll();
    }

    /** The instruction that runs. */
    Instruction current() {
        return current;
    }

    /** The instruction that threw what is unwinding the guest. */
    Instruction faulting() {
        return faulting;
    }

    /** A function has been left by an exception; its caller was at another instruction. */
    void unwind(int functionIndex, Instruction caller) {
        if (trace.isEmpty()) {
            faulting = current;
        }
        trace.add(functionIndex, current.address());
        current = caller;
    }

    List<WasmFrame> takeTrace(ModuleOutline outline) {
        return trace.take(outline);
    }
}
