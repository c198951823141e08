package dev.sedge.runtime.internal.spec;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.HostModule;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.Arrays;

/** An instance below the public API: it goes on after a trap. */
record Guest(ModuleOutline outline, InstanceBody body) {

    /** Calls a function; the trace of what it throws is dropped, so that the next one begins with nothing. */
    long[] call(int functionIndex, long[] args) {
        try {
            return body.call(functionIndex, args);
        } catch (RuntimeException | Error e) {
            body.takeTrace();
            throw e;
        }
    }

    /** Its exported functions as host functions for other instances. */
    HostModule asHost(String name) {
        HostModule.Builder host = HostModule.builder(name);
        outline.exports().forEach(export -> {
            if (export.type() instanceof FunctionType type) {
                host.function(export.name(), type, forward(outline.exportedFunction(export.name()), type));
            }
        });
        return host.build();
    }

    private HostFunction.Body forward(int functionIndex, FunctionType type) {
        return (caller, stack) -> {
            long[] results = call(functionIndex, Arrays.copyOf(stack, type.parameterSlots()));
            System.arraycopy(results, 0, stack, 0, results.length);
        };
    }
}
