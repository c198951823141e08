package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.GuestFaults;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.MStack;
import run.endive.runtime.StackFrame;
import run.endive.wasm.types.FunctionType;

/** Endive's interpreter with a limit of nested calls and of what they hold on the heap, and with a trace. */
final class GuardedMachine extends InterpreterMachine {

    /** Calls and the operand stack together may hold this much each, some tens of bytes a slot. */
    private static final int MIN_SLOTS = 100_000;

    private static final int SLOTS_PER_CALL = 100;

    private final ModuleOutline outline;
    private final Probe probe;
    private final int maxDepth;
    private final int maxSlots;
    private int depth;
    private int slots;

    GuardedMachine(Instance instance, ModuleOutline outline, InstanceContext context, Probe probe) {
        super(instance);
        this.outline = outline;
        this.probe = probe;
        this.maxDepth = context.limits().callDepth();
        this.maxSlots = (int) Math.min(Integer.MAX_VALUE >> 1, MIN_SLOTS + (long) SLOTS_PER_CALL * maxDepth);
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
        int caller = probe.address();
        int mine = outline.frameSlots(funcId);
        if (depth >= maxDepth || slots + mine > maxSlots || stack.size() > maxSlots) {
            throw new TrapException(GuestFaults.STACK_EXHAUSTED);
        }
        depth++;
        slots += mine;
        try {
            return super.call(stack, instance, callStack, funcId, args, refArgs, callType, popResults);
        } catch (RuntimeException | Error e) {
            probe.unwind(funcId, caller);
            throw e;
        } finally {
            depth--;
            slots -= mine;
        }
    }
}
