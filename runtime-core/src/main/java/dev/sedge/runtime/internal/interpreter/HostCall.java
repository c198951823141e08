package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.internal.HostThrow;
import dev.sedge.runtime.internal.InstanceContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.CallResult;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmFunctionHandle;

/** A host function as Endive calls it. What it throws is wrapped, so that Endive's frames take no notice of it. */
final class HostCall implements WasmFunctionHandle {

    private final FunctionType type;
    private final HostFunction.Body body;
    private final WasmInstance caller;
    private final InstanceContext context;
    private final int resultSlots;
    private final int stackSlots;

    HostCall(HostFunction function, WasmInstance caller, InstanceContext context) {
        this.type = function.type();
        this.body = function.body();
        this.caller = caller;
        this.context = context;
        this.resultSlots = type.resultSlots();
        this.stackSlots = Math.max(type.parameterSlots(), resultSlots);
    }

    @Override
    public long[] apply(Instance instance, long... args) {
        long[] stack = args.length == stackSlots ? args : Arrays.copyOf(args, stackSlots);
        try {
            body.call(caller, stack);
        } catch (StackOverflowError e) {
            throw e;
        } catch (Throwable t) {
            throw new HostThrow(t);
        }
        context.rethrowFailure();
        Slots.normalise(stack, type.results());
        return stack.length == resultSlots ? stack : Arrays.copyOf(stack, resultSlots);
    }

    @Override
    public CallResult applyWithRefs(Instance instance, long[] args, Object @Nullable [] refArgs) {
        long[] numbers = args.clone();
        int slot = 0;
        for (ValueType parameter : type.parameters()) {
            if (parameter == ValueType.EXTERNREF && refArgs != null) {
                numbers[slot] = Slots.number(refArgs[slot]);
            }
            slot += parameter.slots();
        }
        long[] results = apply(instance, numbers);
        @Nullable Object[] references = new @Nullable Object[resultSlots];
        slot = 0;
        for (ValueType result : type.results()) {
            if (result == ValueType.EXTERNREF) {
                references[slot] = Slots.reference(results[slot]);
            }
            slot += result.slots();
        }
        return CallResult.of(results, references);
    }
}
