package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.MStack;
import run.endive.runtime.StackFrame;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Instruction;

/** Endive's interpreter with a limit of nested calls and of what they hold on the heap, and with a trace. */
final class GuardedMachine extends InterpreterMachine {

    private final ModuleOutline outline;
    private final Probe probe;
    private final int maxDepth;
    private int depth;

    GuardedMachine(Instance instance, ModuleOutline outline, InstanceContext context, Probe probe) {
        super(instance);
        this.outline = outline;
        this.probe = probe;
        this.maxDepth = context.limits().callDepth();
    }

    /** Every guest call but a tail call comes through here, from outside and from inside. */
    @Override
    protected long @Nullable [] call(
            MStack stack,
            Instance instance,
            Deque<StackFrame> callStack,
            int funcId,
            long[] args,
            Object @Nullable [] refArgs,
            @Nullable FunctionType callType,
            boolean popResults) {
        Instruction caller = probe.current();
        if (depth >= maxDepth) {
            throw new TrapException(Faults.STACK_EXHAUSTED);
        }
        depth++;
        try {
            return super.call(stack, instance, callStack, funcId, args, refArgs, callType, popResults);
        } catch (RuntimeException | Error e) {
            probe.unwind(funcId, caller);
            throw e;
        } finally {
            depth--;
        }
    }
}
