package dev.sedge.runtime;

import static dev.sedge.runtime.ValueType.EXTERNREF;
import static dev.sedge.runtime.ValueType.F64;
import static dev.sedge.runtime.ValueType.I32;
import static dev.sedge.runtime.ValueType.I64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@InEveryTier
final class CallTest {

    private final Guests guests;

    CallTest(Tier tier) {
        guests = Guests.in(tier);
    }

    private static final FunctionType AGAIN = FunctionType.of(I32).returning(I32);

    static HostModule host() {
        return host((caller, stack) -> {});
    }

    /** The host module of the guest "calls", with this for its function "again". */
    static HostModule host(HostFunction.Body again) {
        return HostModule.builder("host")
                .function(
                        "add",
                        FunctionType.of(I32, I64).returning(I64),
                        (caller, stack) -> stack[0] = (int) stack[0] + stack[1])
                .function("swap", FunctionType.of(List.of(I32, F64), List.of(F64, I32)), (caller, stack) -> {
                    long first = stack[0];
                    stack[0] = stack[1];
                    stack[1] = first;
                })
                .function("again", AGAIN, again)
                .function("extern", FunctionType.of(EXTERNREF).returning(EXTERNREF), (caller, stack) -> {
                    if (stack[0] != -1) {
                        stack[0]++;
                    }
                })
                .build();
    }

    @Test
    void call_hostFunction_getsArgumentsAndGivesResults() {
        WasmInstance instance = guests.instance("calls", host());

        assertThat(instance.call("add", -5, 1L << 40)).containsExactly((1L << 40) - 5);
        assertThat(instance.call("swap", 7, Double.doubleToRawLongBits(2.5)))
                .containsExactly(Double.doubleToRawLongBits(2.5), 7);
        assertThat(instance.call("host add", 1, 2)).containsExactly(3);
    }

    @Test
    void call_narrowValues_areSignExtendedWhateverIsAboveThem() {
        WasmInstance instance = guests.instance("calls", host((caller, stack) -> stack[0] = 0xABCDEF0080000000L));

        assertThat(instance.call("identity i32", 0x7777777780000000L)).containsExactly(Integer.MIN_VALUE);
        assertThat(instance.call("identity f32", 0xFFFFFFFFL & Float.floatToRawIntBits(-1f)))
                .containsExactly(Float.floatToRawIntBits(-1f));
        assertThat(instance.call("identity f64", Double.doubleToRawLongBits(-0.0)))
                .containsExactly(Double.doubleToRawLongBits(-0.0));
        assertThat(instance.call("again", 1)).containsExactly(Integer.MIN_VALUE);
    }

    @Test
    void call_vectors_takeTwoSlots() {
        assertThat(guests.instance("calls", host()).call("vector", 10, 20)).containsExactly(11, 22);
    }

    @Test
    void call_externalReferences_areNumbersOfTheHost() {
        WasmInstance instance = guests.instance("calls", host());

        assertThat(instance.call("extern", 41)).containsExactly(42);
        assertThat(instance.call("extern", -1)).containsExactly(-1);
    }

    @Test
    void call_wrongNumberOfArguments_isRefusedAndHarmless() {
        WasmInstance instance = guests.instance("calls", host());

        assertThatThrownBy(() -> instance.call("add", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("call add (i32, i64) -> (i64): 1 arguments given, 2 expected");
        assertThatThrownBy(() -> instance.call("count", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instance.call("vector", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instance.call("nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("call nothing: the module exports no such function");
        assertThatThrownBy(() -> instance.call("memory")).isInstanceOf(IllegalArgumentException.class);
        assertThat(instance.call("count")).containsExactly(1);
    }

    @Test
    void call_doesNotTouchTheCallersArray() {
        long[] args = {7, 8};

        guests.instance("calls", host()).call("swap", args);

        assertThat(args).containsExactly(7, 8);
    }

    @Test
    void call_reentrant_worksAndKeepsTheOuterStack() {
        WasmInstance instance = guests.instance("calls", host((caller, stack) -> {
            int n = (int) stack[0];
            stack[0] = n == 0 ? 1 : n * caller.call("again", n - 1)[0];
        }));

        assertThat(instance.call("again", 10)).containsExactly(3628800);
    }

    @Test
    void call_hostFunctionThrows_passesUnchangedAndEnds() {
        IllegalStateException thrown = new IllegalStateException("mine");
        WasmInstance instance = guests.instance("calls", host((caller, stack) -> {
            throw thrown;
        }));

        assertThatThrownBy(() -> instance.call("again", 1)).isSameAs(thrown);
        assertThatThrownBy(() -> instance.call("count"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a host function threw java.lang.IllegalStateException");
    }

    @Test
    void call_hostFunctionThrowsError_passesUnchanged() {
        AssertionError thrown = new AssertionError("mine");
        WasmInstance instance = guests.instance("calls", host((caller, stack) -> {
            throw thrown;
        }));

        assertThatThrownBy(() -> instance.call("again", 1)).isSameAs(thrown);
    }

    @Test
    void call_hostFunctionTraps_passesUnchangedWithTheTraceOfTheGuest() {
        WasmInstance instance =
                guests.instance("calls", host((caller, stack) -> caller.memory().readInt(1 << 30)));

        assertThatThrownBy(() -> instance.call("again", 1)).isInstanceOfSatisfying(TrapException.class, trap -> {
            assertThat(trap).hasMessage("out of bounds memory access");
            assertThat(trap.trace().stream().map(it -> it.name().orElse("?"))).containsExactly("again", "inner");
        });
    }

    @Test
    void call_innerTrapSwallowedByTheHost_stillEndsTheOuterCall() {
        AtomicReference<Throwable> inner = new AtomicReference<>();
        WasmInstance instance = guests.instance("calls", host((caller, stack) -> {
            try {
                caller.call("trace");
            } catch (TrapException e) {
                inner.set(e);
            }
        }));

        assertThatThrownBy(() -> instance.call("again", 1))
                .isSameAs(inner.get())
                .hasMessage("unreachable");
    }

    @Test
    void call_stackOverflowInAHostFunction_isExhaustionOfTheCallStack() {
        WasmInstance instance = guests.instance("calls", host((caller, stack) -> stack[0] = endless(1)));

        assertThatThrownBy(() -> instance.call("again", 1))
                .isInstanceOf(TrapException.class)
                .hasMessage("call stack exhausted");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int endless(int n) {
        return endless(n + 1) + n;
    }

    @Test
    void call_closedInstance_isRefused() {
        WasmInstance instance = guests.instance("calls", host());
        instance.close();
        instance.close();

        assertThatThrownBy(() -> instance.call("count"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("call count: the instance is closed");
    }

    @Test
    void close_insideAHostFunction_endsTheGuestAtItsNextStep() {
        WasmInstance instance = guests.instance("calls", host((caller, stack) -> caller.close()));

        assertThatThrownBy(() -> instance.call("again", 1)).isInstanceOf(GuestInterruptedException.class);
    }

    @Test
    void call_fromAnotherThreadWhileBusy_isRefused() {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        WasmInstance instance = guests.instance("calls", host((caller, stack) -> {
            Thread other = new Thread(() -> {
                try {
                    caller.call("count");
                } catch (IllegalStateException e) {
                    refused.set(e);
                }
            });
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        instance.call("again", 1);

        assertThat(refused.get()).hasMessage("call: the instance is in use by another thread");
        assertThat(instance.call("count")).containsExactly(1);
    }

    @Test
    void functionType_ofExports_isKnown() {
        WasmInstance instance = guests.instance("calls", host());

        assertThat(instance.functionType("add"))
                .contains(FunctionType.of(I32, I64).returning(I64));
        assertThat(instance.functionType("memory")).isEmpty();
        assertThat(instance.hasFunction("count")).isTrue();
        assertThat(instance.hasFunction("nothing")).isFalse();
        assertThat(instance.findMemory("memory")).isPresent();
        assertThat(instance.findMemory("other")).isEmpty();
    }

    @Test
    void instances_ofOneModule_shareNothing() {
        WasmModule module = guests.module("calls");
        WasmInstance first = module.instantiate(Imports.of(host()), ResourceLimits.defaults());
        first.call("count");
        first.call("grow table", 3);
        first.call("drop data");
        first.call("grow memory", 1);
        first.memory().writeInt(100, 7);

        WasmInstance second = module.instantiate(Imports.of(host()), ResourceLimits.defaults());

        assertThat(second.call("count")).containsExactly(1);
        assertThat(second.call("table size")).containsExactly(2);
        assertThat(second.call("memory size")).containsExactly(1);
        assertThat(second.memory().readInt(100)).isZero();
        second.call("init data");
        assertThat(second.memory().readByte(0)).isEqualTo((byte) 's');
        assertThat(first.call("table size")).containsExactly(5);
        assertThatThrownBy(() -> first.call("init data")).isInstanceOf(TrapException.class);
    }
}
