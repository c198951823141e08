package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.WasmFrame;
import dev.sedge.runtime.internal.TraceRecorder;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.List;
import run.endive.runtime.ExecutionListener;
import run.endive.runtime.MStack;
import run.endive.wasm.types.Instruction;

/**
 * Sees every instruction before it runs: polls the control, which is the only way to stop a loop of tail calls here, and
 * remembers where the guest is. It keeps a number and not the instruction, because storing a reference costs more.
 */
final class Probe implements ExecutionListener {

    private final InstanceControl control;
    private final TraceRecorder trace = new TraceRecorder();
    private int address = -1;
    private int faultingFunction = -1;
    private int faultingAddress = -1;

    Probe(InstanceControl control) {
        this.control = control;
    }

    @Override
    public void onExecution(Instruction instruction, MStack stack) {
        address = instruction.address();
        control.poll();
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
