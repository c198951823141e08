package dev.sedge.runtime.internal;

import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.WasmInstance;
import java.util.List;

/** A module that a tier has prepared. Immutable and shared by threads. */
public interface ExecutableModule {

    /**
     * Makes what an instance runs on; {@link InstanceBody#initialize} must follow.
     *
     * @param instance what host functions are given as their caller
     * @param functions one host function for each function import, in order
     * @param context limits, control and memory budget of the instance
     */
    InstanceBody instantiate(WasmInstance instance, List<HostFunction> functions, InstanceContext context);

    /** As {@link dev.sedge.runtime.WasmModule#precompile(double)}. A tier that compiles nothing has nothing to do. */
    default boolean precompile(double share) {
        return true;
    }

    /** As {@link dev.sedge.runtime.WasmModule#keepCode}. */
    default void keepCode() {}
}
