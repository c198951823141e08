package dev.sedge.runtime.internal.spec;

import static dev.sedge.runtime.ValueType.F32;
import static dev.sedge.runtime.ValueType.F64;
import static dev.sedge.runtime.ValueType.I32;
import static dev.sedge.runtime.ValueType.I64;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.HostModule;

/** The functions of the host module that the suite takes for granted. They print nothing. */
final class Spectest {

    static final String NAME = "spectest";

    private static final HostFunction.Body NOTHING = (caller, stack) -> {};

    private Spectest() {}

    static HostModule module() {
        return HostModule.builder(NAME)
                .function("print", FunctionType.of(), NOTHING)
                .function("print_i32", FunctionType.of(I32), NOTHING)
                .function("print_i64", FunctionType.of(I64), NOTHING)
                .function("print_f32", FunctionType.of(F32), NOTHING)
                .function("print_f64", FunctionType.of(F64), NOTHING)
                .function("print_i32_f32", FunctionType.of(I32, F32), NOTHING)
                .function("print_f64_f64", FunctionType.of(F64, F64), NOTHING)
                .build();
    }
}
