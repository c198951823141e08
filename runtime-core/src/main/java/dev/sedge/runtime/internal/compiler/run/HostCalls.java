package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.internal.HostThrow;

/** Calls host functions. */
public final class HostCalls {

    private HostCalls() {}

    /** Where to put the arguments of a call. */
    public static long[] arguments(int function, InstanceState state) {
        return state.parts().imports().get(function).take();
    }

    /** Calls the function; its results are in the array then. What it throws is wrapped, so that no handler of the guest takes it for its own. */
    public static void call(long[] values, int function, InstanceState state, int depth) {
        HostImport host = state.parts().imports().get(function);
        int before = state.depth();
        state.depth(depth);
        try {
            host.body.call(host.caller, values);
        } catch (StackOverflowError e) {
            throw e;
        } catch (Throwable t) {
            throw new HostThrow(t);
        } finally {
            state.depth(before);
        }
        state.context().rethrowFailure();
        // It may have stopped the guest, or been woken by an interrupt.
        InstanceState.pollThread(state);
        state.unpack();
    }

    /** The results have been read. */
    public static void done(long[] values, int function, InstanceState state) {
        state.parts().imports().get(function).giveBack(values);
    }
}
