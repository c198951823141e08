package dev.sedge.runtime.internal.compiler;

import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.internal.InstanceBody;
import org.junit.jupiter.api.Test;

/** Global variables have their initial values, whoever sets them: the constructor of the state, or what comes after it. */
final class GlobalsTest {

    private static final int I32 = 0x7F;
    private static final int F32 = 0x7D;
    private static final int F64 = 0x7C;

    /** More than a constructor sets. */
    private static final int MANY = 2500;

    /** A global of each number type in turn, negative numbers and NaNs with a payload among them. */
    private static void define(ModuleBytes section, int number) {
        switch (number % 4) {
            case 0 -> section.raw(I32, 1, 0x41).signed(number * 31L - 1000);
            case 1 -> section.raw(I64, 1, 0x42).signed(number * 1_000_003L * 1_000_003L);
            case 2 -> section.raw(F32, 1, 0x43, number, 0, 0xA0, number % 8 == 2 ? 0x7F : 0x80);
            default -> section.raw(F64, 1, 0x44, number, 0, 0, 0, 0, 0, 0xF4, number % 8 == 3 ? 0x7F : 0x80);
        }
        section.raw(0x0B);
    }

    /** Adds the bits of a global to a sum. */
    private static void add(ModuleBytes body, int number) {
        body.raw(0x20, 0, 0x42, 33, 0x7E, 0x23).u32(number);
        switch (number % 4) {
            case 0 -> body.raw(0xAC);
            case 1 -> {}
            case 2 -> body.raw(0xBC, 0xAC);
            default -> body.raw(0xBD);
        }
        body.raw(0x7C, 0x21, 0);
    }

    @Test
    void call_manyGlobals_haveTheirInitialValuesInBothTiers() {
        ModuleBytes globals = bytes().u32(MANY);
        ModuleBytes body = bytes().raw(0);
        for (int number = 0; number < MANY; number++) {
            define(globals, number);
            add(body, number);
        }
        byte[] wasm = module().section(1, bytes().raw(1, 0x60, 1, I64, 1, I64))
                .functions(1)
                .section(6, globals)
                .section(10, bytes().raw(1).sized(body.raw(0x20, 0, 0x0B)))
                .build();
        InstanceBody expected = Bodies.instance(Bodies.INTERPRETER, wasm);
        InstanceBody compiled = Bodies.instance(Bodies.compiler(4000), wasm);
        assertThat(compiled.call(0, new long[] {1})).isEqualTo(expected.call(0, new long[] {1}));
    }
}
