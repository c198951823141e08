package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.I32;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** {@code memory.atomic.wait32} where nobody can end the waiting: an instance has one thread. */
final class AtomicWaitTest {

    private static final int UNSHARED = 1;
    private static final int SHARED = 3;

    /** Waits while the first word of memory, which is 0, is the parameter. */
    private static WasmInstance instance(int memoryFlags) {
        return Guests.in(Tier.COMPILER)
                .compile(module().section(1, bytes().raw(1, 0x60, 1, I32, 1, I32))
                        .functions(1)
                        .section(5, bytes().raw(1, memoryFlags, 1, 1))
                        .section(7, bytes().raw(1).name("wait").raw(0, 0))
                        .body(bytes().raw(0x41, 0, 0x20, 0, 0x42, 0, 0xFE, 1, 2, 0)))
                .instantiate(Imports.none(), ResourceLimits.defaults());
    }

    @Test
    void wait_otherValue_answersNotEqual() {
        assertThat(instance(SHARED).call("wait", 5)).containsExactly(1);
    }

    @Test
    void wait_expectedValue_traps() {
        assertThatThrownBy(() -> instance(SHARED).call("wait", 0))
                .isInstanceOf(TrapException.class)
                .hasMessage("wait: no other thread could wake this one");
    }

    @Test
    void wait_unsharedMemory_traps() {
        assertThatThrownBy(() -> instance(UNSHARED).call("wait", 5))
                .isInstanceOf(TrapException.class)
                .hasMessage("expected shared memory");
    }
}
