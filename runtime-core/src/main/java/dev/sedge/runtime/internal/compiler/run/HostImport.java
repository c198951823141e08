package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.WasmInstance;
import org.jspecify.annotations.Nullable;

/** A host function that is imported, and the array for its arguments and results, used again from call to call. */
public final class HostImport {

    final HostFunction.Body body;
    final WasmInstance caller;
    private final int slots;
    private long @Nullable [] free;

    public HostImport(HostFunction function, WasmInstance caller) {
        this.body = function.body();
        this.caller = caller;
        this.slots = Math.max(function.type().parameterSlots(), function.type().resultSlots());
    }

    /** The array; another one while it is in use, when the function was called by what it called itself. */
    long[] take() {
        long[] array = free;
        free = null;
        return array != null ? array : new long[slots];
    }

    void giveBack(long[] array) {
        free = array;
    }
}
