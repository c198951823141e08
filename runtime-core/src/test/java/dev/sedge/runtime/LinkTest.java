package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

@InEveryTier
final class LinkTest {

    private final Guests guests;

    LinkTest(Tier tier) {
        guests = Guests.in(tier);
    }

    private static final HostFunction.Body NOTHING = (caller, stack) -> {};

    @Test
    void link_missingAndMismatched_allNamedWithTheirTypes() {
        HostModule host = HostModule.builder("host")
                .function("add", FunctionType.of(ValueType.I32), NOTHING)
                .build();
        WasmModule module = guests.module("calls");

        assertThatThrownBy(() -> module.checkLinks(Imports.of(host)))
                .isInstanceOf(LinkException.class)
                .hasMessage("link module: 4 imports cannot be satisfied:"
                        + " function host.add (i32, i64) -> (i64) (the host's is (i32) -> ()),"
                        + " function host.swap (i32, f64) -> (f64, i32) (missing),"
                        + " function host.again (i32) -> (i32) (missing),"
                        + " function host.extern (externref) -> (externref) (missing)");
        assertThatThrownBy(() -> module.instantiate(Imports.none(), ResourceLimits.defaults()))
                .isInstanceOf(LinkException.class);
    }

    @Test
    void link_importedMemory_isNotOffered() {
        WasmModule module = guests.compile(
                module().section(2, bytes().raw(1).name("env").name("memory").raw(2, 0, 1)));

        assertThatThrownBy(() -> module.checkLinks(Imports.none()))
                .isInstanceOf(LinkException.class)
                .hasMessage("link module: 1 import cannot be satisfied:"
                        + " memory env.memory 1 pages (only functions can be imported)");
    }

    @Test
    void link_everythingThere_passes() {
        assertThatCode(() -> guests.module("calls").checkLinks(Imports.of(CallTest.host())))
                .doesNotThrowAnyException();
    }

    @Test
    void link_sameNameTwice_isToldApartByType() {
        ModuleBytes bytes = module().section(1, bytes().raw(2, 0x60, 0, 1, 0x7F, 0x60, 0, 1, 0x7E))
                .section(
                        2,
                        bytes().raw(2)
                                .name("h")
                                .name("f")
                                .raw(0, 0)
                                .name("h")
                                .name("f")
                                .raw(0, 1))
                .section(7, bytes().raw(2).name("a").raw(0, 0).name("b").raw(0, 1));
        HostModule host = HostModule.builder("h")
                .function("f", FunctionType.of().returning(ValueType.I32), (caller, stack) -> stack[0] = 32)
                .function("f", FunctionType.of().returning(ValueType.I64), (caller, stack) -> stack[0] = 64)
                .build();

        WasmInstance instance = guests.compile(bytes).instantiate(Imports.of(host), ResourceLimits.defaults());

        assertThat(instance.call("a")).containsExactly(32);
        assertThat(instance.call("b")).containsExactly(64);
    }

    @Test
    void imports_sameTwice_areRefused() {
        HostModule host = HostModule.builder("h").build();

        assertThatThrownBy(() -> Imports.of(host, host)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostModule.builder("h")
                        .function("f", FunctionType.of(), NOTHING)
                        .function("f", FunctionType.of(), NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("add host function h.f () -> (): it is there already");
    }

    @Test
    void instantiate_controlUsedTwice_isRefused() {
        InstanceControl control = InstanceControl.create();
        WasmModule module = guests.module("traps");
        module.instantiate(Imports.none(), ResourceLimits.defaults(), control);

        assertThatThrownBy(() -> module.instantiate(Imports.none(), ResourceLimits.defaults(), control))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
