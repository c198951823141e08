package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.LimitExceededException.Limit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@InEveryTier
final class LimitsTest {

    private final Guests guests;

    LimitsTest(Tier tier) {
        guests = Guests.in(tier);
    }

    private static final ResourceLimits DEFAULTS = ResourceLimits.defaults();

    private WasmInstance calls(ResourceLimits limits) {
        return guests.module("calls").instantiate(Imports.of(CallTest.host()), limits);
    }

    private static void assertRefused(WasmModule module, ResourceLimits limits, Limit limit) {
        assertThatThrownBy(() -> module.instantiate(Imports.none(), limits))
                .isInstanceOfSatisfying(
                        LimitExceededException.class, e -> assertThat(e.limit()).isEqualTo(limit));
    }

    @Test
    void memory_growBeyondTheLimit_answersMinusOneAndIsRemembered() {
        WasmInstance instance = calls(DEFAULTS.withMemoryBytes(2 * Memory.PAGE_BYTES));

        assertThat(instance.call("grow memory", 1)).containsExactly(1);
        assertThat(instance.memoryLimitReached()).isFalse();
        assertThat(instance.call("grow memory", 1)).containsExactly(-1);
        assertThat(instance.memoryLimitReached()).isTrue();
        assertThat(instance.call("memory size")).containsExactly(2);
        assertThat(instance.call("grow memory", 0)).containsExactly(2);
    }

    @Test
    void memory_growBeyondTheDeclaredMaximum_isNotALimitOfOurs() {
        WasmInstance instance = calls(DEFAULTS);

        assertThat(instance.call("grow memory", 4)).containsExactly(-1);
        assertThat(instance.call("grow memory", -1)).containsExactly(-1);
        assertThat(instance.memoryLimitReached()).isFalse();
    }

    @Test
    void memory_initialAboveTheLimit_isRefused() {
        WasmModule two = guests.compile(module().section(5, bytes().raw(2, 0, 1, 0, 1)));

        assertRefused(two, DEFAULTS.withMemoryBytes(2 * Memory.PAGE_BYTES - 1), Limit.MEMORY);
        two.instantiate(Imports.none(), DEFAULTS.withMemoryBytes(2 * Memory.PAGE_BYTES));
    }

    @Test
    void memory_initialBeyondTheAddressSpace_isRefusedBeforeAllocation() {
        WasmModule huge = guests.compile(module().section(5, bytes().raw(1, 0).u32(65536)));

        assertRefused(huge, DEFAULTS.withMemoryBytes(Long.MAX_VALUE), Limit.MEMORY);
    }

    @Test
    void memory_heapFull_isALimitAndNotAnError() {
        WasmModule large = guests.compile(module().section(5, bytes().raw(1, 0).u32(32767)));

        assertRefused(large, DEFAULTS.withMemoryBytes(Long.MAX_VALUE), Limit.MEMORY);
    }

    @Test
    void table_initialAboveTheLimit_isRefused() {
        WasmModule module = guests.compile(module().section(4, bytes().raw(2, 0x70, 0, 6, 0x70, 0, 6)));

        assertRefused(module, DEFAULTS.withTableEntries(11), Limit.TABLE);
        module.instantiate(Imports.none(), DEFAULTS.withTableEntries(12));
    }

    @Test
    void table_growBeyondTheLimit_answersMinusOne() {
        WasmInstance instance = calls(DEFAULTS.withTableEntries(4));

        assertThat(instance.call("grow table", 3)).containsExactly(-1);
        assertThat(instance.call("grow table", 2)).containsExactly(2);
        assertThat(instance.call("grow table", 1)).containsExactly(-1);
    }

    @Test
    void callDepth_reached_trapsAtExactlyThatDepth() throws InterruptedException {
        ResourceLimits limits = DEFAULTS.withCallDepth(5_000);
        AtomicReference<Object> result = new AtomicReference<>();
        Thread thread = InstanceThreads.newThread("deep", limits, () -> {
            assertThat(calls(limits).call("depth", 4_999)).containsExactly(7);
            try {
                calls(limits).call("depth", 5_000);
            } catch (TrapException e) {
                result.set(String.valueOf(e.getMessage()));
            }
        });
        thread.start();
        thread.join();

        assertThat(result.get()).isEqualTo("call stack exhausted");
    }

    @Test
    void callDepth_default_fitsTheThreadsWeMake() throws InterruptedException {
        AtomicReference<Object> result = new AtomicReference<>();
        Thread thread = InstanceThreads.newThread(
                "deep", DEFAULTS, () -> result.set(calls(DEFAULTS).call("depth", DEFAULTS.callDepth() - 1)[0]));
        thread.start();
        thread.join();

        assertThat(result.get()).isEqualTo(7L);
    }

    @Test
    void callDepth_manyLocals_countByTheirSpace() throws InterruptedException {
        ModuleBytes deep = module().voidType()
                .functions(1)
                .section(7, bytes().raw(1).name("f").raw(0, 0))
                .section(10, bytes().raw(1).sized(bytes().raw(1).u32(50_000).raw(ModuleBytes.I64, 0x10, 0, 0x0B)));
        ModuleBytes wide = module().voidType()
                .functions(1)
                .section(7, bytes().raw(1).name("f").raw(0, 0))
                .body(bytes().repeat(100_000, 0x41, 0).raw(0x10, 0).repeat(100_000, 0x1A));
        List<String> traps = new CopyOnWriteArrayList<>();
        Thread thread = InstanceThreads.newThread("deep", DEFAULTS, () -> {
            for (ModuleBytes bytes : new ModuleBytes[] {deep, wide}) {
                WasmInstance instance = guests.compile(bytes).instantiate(Imports.none(), DEFAULTS);
                try {
                    instance.call("f");
                } catch (TrapException e) {
                    traps.add(String.valueOf(e.getMessage()));
                }
            }
        });
        thread.start();
        thread.join();

        assertThat(traps).containsExactly("call stack exhausted", "call stack exhausted");
    }

    @Test
    void withers_negative_areRefused() {
        assertThatThrownBy(() -> DEFAULTS.withMemoryBytes(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit memory bytes: -1 is negative");
        assertThatThrownBy(() -> DEFAULTS.withTableEntries(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULTS.withCallDepth(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULTS.withDeadline(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withers_changeOneThing() {
        ResourceLimits limits = DEFAULTS.withDeadline(Duration.ofSeconds(3)).withCallDepth(7);

        assertThat(limits.callDepth()).isEqualTo(7);
        assertThat(limits.deadline()).contains(Duration.ofSeconds(3));
        assertThat(limits.memoryBytes()).isEqualTo(DEFAULTS.memoryBytes());
        assertThat(limits.withoutDeadline().deadline()).isEmpty();
        assertThat(limits)
                .hasToString(
                        "memory 268435456 bytes, table 200000 entries, call depth 7, fuel without limit, deadline PT3S");
    }
}
