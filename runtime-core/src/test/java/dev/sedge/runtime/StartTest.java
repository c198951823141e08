package dev.sedge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@InEveryTier
final class StartTest {

    private final Guests guests;

    StartTest(Tier tier) {
        guests = Guests.in(tier);
    }

    /** The host of the guest "start": answers how to go on, 1 for looping, 2 for trapping. */
    static Imports host(int answer, CountDownLatch started) {
        return Imports.of(HostModule.builder("host")
                .function("started", FunctionType.of().returning(ValueType.I32), (caller, stack) -> {
                    started.countDown();
                    stack[0] = answer;
                })
                .build());
    }

    @Test
    void instantiate_startFunction_runsAndStartExportDoesNot() {
        CountDownLatch started = new CountDownLatch(1);

        WasmInstance instance = guests.module("start").instantiate(host(0, started), ResourceLimits.defaults());

        assertThat(started.getCount()).isZero();
        assertThat(instance.hasFunction("_start")).isTrue();
    }

    @Test
    void instantiate_startFunctionTraps_isATrap() {
        assertThatThrownBy(() ->
                        guests.module("start").instantiate(host(2, new CountDownLatch(1)), ResourceLimits.defaults()))
                .isInstanceOfSatisfying(TrapException.class, trap -> {
                    assertThat(trap).hasMessage("unreachable");
                    assertThat(trap.trace()).hasSize(1);
                });
    }

    @Test
    void instantiate_hostFunctionOfTheStartFunctionThrows_passesUnchanged() {
        IllegalStateException thrown = new IllegalStateException("mine");
        Imports imports = Imports.of(HostModule.builder("host")
                .function("started", FunctionType.of().returning(ValueType.I32), (caller, stack) -> {
                    throw thrown;
                })
                .build());

        assertThatThrownBy(() -> guests.module("start").instantiate(imports, ResourceLimits.defaults()))
                .isSameAs(thrown);
    }

    @Test
    void instantiate_activeSegmentsOutOfBounds_trap() {
        ModuleBytes data = ModuleBytes.module()
                .section(5, ModuleBytes.bytes().raw(1, 0, 1))
                .section(
                        11,
                        ModuleBytes.bytes()
                                .raw(1, 0, 0x41)
                                .raw(0xFF, 0xFF, 0x03, 0x0B)
                                .name("ab"));
        ModuleBytes element = ModuleBytes.module()
                .voidType()
                .functions(1)
                .section(4, ModuleBytes.bytes().raw(1, 0x70, 0, 1))
                .section(9, ModuleBytes.bytes().raw(1, 0, 0x41, 1, 0x0B, 1, 0))
                .body(ModuleBytes.bytes());

        assertThatThrownBy(() -> guests.compile(data).instantiate(Imports.none(), ResourceLimits.defaults()))
                .isInstanceOf(TrapException.class)
                .hasMessage("out of bounds memory access");
        assertThatThrownBy(() -> guests.compile(element).instantiate(Imports.none(), ResourceLimits.defaults()))
                .isInstanceOf(TrapException.class)
                .hasMessage("out of bounds table access");
    }
}
