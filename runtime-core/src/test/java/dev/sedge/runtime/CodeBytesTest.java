package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.LimitExceededException.Limit;
import org.junit.jupiter.api.Test;

/** A guest cannot fill the memory outside of the heap with its code. */
final class CodeBytesTest {

    private static final int FUNCTIONS = 40;

    /** Each function adds numbers for some kilobytes of code and gives its own number. */
    private static byte[] largeModule() {
        ModuleBytes exports = bytes().u32(FUNCTIONS);
        ModuleBytes code = bytes().u32(FUNCTIONS);
        for (int function = 0; function < FUNCTIONS; function++) {
            exports.name("f" + function).raw(0).u32(function);
            ModuleBytes body = bytes().raw(1, 1, ModuleBytes.I64);
            for (int i = 0; i < 1000; i++) {
                body.raw(0x20, 0, 0x42).signed(i).raw(0x85, 0x42, 3, 0x7E, 0x21, 0);
            }
            code.sized(body.raw(0x42).signed(function).raw(0x0B));
        }
        return module().section(1, bytes().raw(1, 0x60, 0, 1, ModuleBytes.I64))
                .functions(FUNCTIONS)
                .section(7, exports)
                .section(10, code)
                .build();
    }

    private static void callAll(WasmInstance instance) {
        for (int function = 0; function < FUNCTIONS; function++) {
            assertThat(instance.call("f" + function)).containsExactly(function);
        }
    }

    private static WasmInstance instance(WasmModule module) {
        return module.instantiate(Imports.none(), ResourceLimits.defaults());
    }

    @Test
    void call_moreCodeThanAllowed_stopsTheGuestAndNoOther() {
        try (Engine engine = Engine.create(EngineConfig.defaults().withCodeBytes(100_000))) {
            WasmModule module = engine.compile(largeModule());

            assertThatThrownBy(() -> callAll(instance(module)))
                    .isInstanceOfSatisfying(
                            LimitExceededException.class,
                            e -> assertThat(e.limit()).isEqualTo(Limit.CODE))
                    .hasMessageContaining("100000 bytes of compiled code");

            assertThat(instance(module).call("f0")).as("code that is there").containsExactly(0);
            WasmModule other = engine.compile(largeModule());
            assertThat(instance(other).call("f1")).as("another module").containsExactly(1);
        }
    }

    @Test
    void call_usualModule_hasRoom() {
        try (Engine engine = Engine.create()) {
            callAll(instance(engine.compile(largeModule())));
        }
    }

    @Test
    void withCodeBytes_notPositive_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineConfig.defaults().withCodeBytes(0));
    }
}
