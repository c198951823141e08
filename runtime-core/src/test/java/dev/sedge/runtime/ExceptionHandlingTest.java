package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.I32;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Exceptions of the guest, with {@code try_table}: caught inside, or a trap outside. */
@InEveryTier
final class ExceptionHandlingTest {

    private final Guests guests;

    ExceptionHandlingTest(Tier tier) {
        guests = Guests.in(tier);
    }

    /** Types: 0 takes an i32, 1 gives one. Function 0 is the host's; tag 0 carries an i32. */
    private static ModuleBytes guest(ModuleBytes instructions) {
        return module().section(1, bytes().raw(2, 0x60, 1, I32, 0, 0x60, 0, 1, I32))
                .section(2, bytes().raw(1).name("host").name("call").raw(0, 0))
                .section(3, bytes().raw(1, 1))
                .section(13, bytes().raw(1, 0, 0))
                .section(7, bytes().raw(1).name("f").raw(0, 1))
                .body(instructions);
    }

    /** A block that catches tag 0 and leaves what it carries, around these instructions. */
    private static ModuleBytes catching(ModuleBytes instructions) {
        return bytes().raw(0x02, I32, 0x1F, 0x40, 1, 0, 0, 0)
                .append(instructions)
                .raw(0x0B, 0x00, 0x0B);
    }

    private WasmInstance instance(ModuleBytes bytes, HostFunction.Body body) {
        HostModule host = HostModule.builder("host")
                .function("call", FunctionType.of(ValueType.I32), body)
                .build();
        return guests.compile(bytes).instantiate(Imports.of(host), ResourceLimits.defaults());
    }

    @Test
    void thrown_caught_goesOn() {
        WasmInstance instance = instance(guest(catching(bytes().raw(0x41, 7, 0x08, 0))), (caller, stack) -> {});

        assertThat(instance.call("f")).containsExactly(7);
        assertThat(instance.call("f")).containsExactly(7);
    }

    @Test
    void thrown_byTheHost_isNotCaughtByTheGuest() {
        IllegalStateException mine = new IllegalStateException("mine");
        ModuleBytes all = bytes().raw(0x02, 0x40, 0x1F, 0x40, 1, 2, 0)
                .raw(0x41, 7, 0x10, 0)
                .raw(0x0B, 0x0B, 0x41, 9);
        WasmInstance instance = instance(guest(all), (caller, stack) -> {
            throw mine;
        });

        assertThatThrownBy(() -> instance.call("f")).isSameAs(mine);
    }

    @Test
    void trap_isNotCaughtByTheGuest() {
        ModuleBytes all = bytes().raw(0x02, 0x40, 0x1F, 0x40, 1, 2, 0).raw(0x00).raw(0x0B, 0x0B, 0x41, 9);
        WasmInstance instance = instance(guest(all), (caller, stack) -> {});

        assertThatThrownBy(() -> instance.call("f"))
                .isInstanceOf(TrapException.class)
                .hasMessage("unreachable");
    }

    @Test
    void thrown_uncaught_isATrap() {
        WasmInstance instance = instance(guest(bytes().raw(0x41, 7, 0x08, 0)), (caller, stack) -> {});

        assertThatThrownBy(() -> instance.call("f"))
                .isInstanceOf(TrapException.class)
                .hasMessage("uncaught exception: tag 0");
    }
}
