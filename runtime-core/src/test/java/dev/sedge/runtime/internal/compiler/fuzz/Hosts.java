package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ValueType.EXTERNREF;
import static dev.sedge.runtime.ValueType.F64;
import static dev.sedge.runtime.ValueType.FUNCREF;
import static dev.sedge.runtime.ValueType.I32;
import static dev.sedge.runtime.ValueType.I64;
import static dev.sedge.runtime.ValueType.V128;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.HostFunction;
import java.util.List;

/** What generated modules import. */
final class Hosts {

    static final List<FunctionType> TYPES = List.of(
            FunctionType.of(I32, I64).returning(I64),
            FunctionType.of(List.of(V128, F64), List.of(F64, V128)),
            FunctionType.of(List.of(FUNCREF, EXTERNREF), List.of(EXTERNREF, FUNCREF)));

    private Hosts() {}

    static List<HostFunction> functions() {
        return List.of(
                new HostFunction("0", TYPES.get(0), (caller, stack) -> stack[0] = (int) stack[0] * 31L + stack[1]),
                new HostFunction("1", TYPES.get(1), (caller, stack) -> rotate(stack, 2)),
                new HostFunction("2", TYPES.get(2), (caller, stack) -> rotate(stack, 1)));
    }

    private static void rotate(long[] stack, int size) {
        long last = stack[size];
        System.arraycopy(stack, 0, stack, 1, size);
        stack[0] = last;
    }
}
