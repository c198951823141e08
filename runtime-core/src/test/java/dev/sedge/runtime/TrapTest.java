package dev.sedge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to trap gives the words of the specification's test suite, and ends the instance. */
@InEveryTier
final class TrapTest {

    private final Guests guests;

    TrapTest(Tier tier) {
        guests = Guests.in(tier);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            unreachable           | unreachable
            div_s by zero         | integer divide by zero
            div_u by zero         | integer divide by zero
            rem_s by zero         | integer divide by zero
            rem_u by zero         | integer divide by zero
            div_s overflow        | integer overflow
            div_s overflow 64     | integer overflow
            trunc NaN             | invalid conversion to integer
            trunc range           | integer overflow
            trunc range 64        | integer overflow
            load at end           | out of bounds memory access
            load negative         | out of bounds memory access
            load offset           | out of bounds memory access
            load offset wraps     | out of bounds memory access
            store at end          | out of bounds memory access
            store negative        | out of bounds memory access
            fill at end           | out of bounds memory access
            fill huge             | out of bounds memory access
            fill beyond, empty    | out of bounds memory access
            copy source           | out of bounds memory access
            copy target           | out of bounds memory access
            copy huge             | out of bounds memory access
            init segment          | out of bounds memory access
            init memory           | out of bounds memory access
            init dropped          | out of bounds memory access
            init applied          | out of bounds memory access
            table.get             | out of bounds table access
            table.set             | out of bounds table access
            table.set extern      | out of bounds table access
            table.get extern      | out of bounds table access
            table.fill            | out of bounds table access
            table.copy            | out of bounds table access
            table.copy huge       | out of bounds table access
            table.init            | out of bounds table access
            table.init dropped    | out of bounds table access
            call undefined        | undefined element
            call negative         | undefined element
            call null             | uninitialized element 1
            call mismatch         | indirect call type mismatch
            recursion             | call stack exhausted
            mutual recursion      | call stack exhausted
            uncaught              | uncaught exception: tag 0
            """)
    void call_trapping_saysWhyAndEnds(String export, String message) {
        WasmInstance instance = guests.instance("traps");

        assertThatThrownBy(() -> instance.call(export))
                .isInstanceOf(TrapException.class)
                .hasMessage(message)
                .hasNoCause();
        assertThatThrownBy(() -> instance.call(export))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("call " + export + ": the instance has ended: " + message);
        assertThatThrownBy(instance::memory).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void call_bulkOperationsAtTheEdge_areLegal() {
        assertThat(guests.instance("traps").call("edge")).containsExactly(-1);
    }

    @Test
    void call_tableGrowBeyondEverything_answersMinusOne() {
        assertThat(guests.instance("traps").call("table.grow huge")).containsExactly(-1);
        assertThat(guests.instance("traps").call("table.grow negative")).containsExactly(-1);
    }

    @Test
    void trace_nestedCalls_namesFunctionsInnermostFirst() {
        WasmInstance instance = guests.instance("calls", CallTest.host());

        assertThatThrownBy(() -> instance.call("trace")).isInstanceOfSatisfying(TrapException.class, trap -> {
            assertThat(trap.trace().stream().map(it -> it.name().orElse("?")))
                    .containsExactly("leaf", "middle", "outer");
            assertThat(trap.trace()).allSatisfy(it -> assertThat(it.offset()).isPresent());
            assertThat(trap.trace().get(0).toString()).matches("leaf \\(func \\d+\\) @0x[0-9a-f]+");
        });
    }

    @Test
    void trace_offset_pointsAtTheInstructionInTheFile() {
        byte[] bytes = Guests.bytes("calls");
        WasmInstance instance = guests.instance("calls", CallTest.host());

        assertThatThrownBy(() -> instance.call("trace")).isInstanceOfSatisfying(TrapException.class, trap -> {
            assertThat(bytes[(int) trap.trace().get(0).offset().getAsLong()]).isEqualTo((byte) 0x00);
            assertThat(bytes[(int) trap.trace().get(1).offset().getAsLong()]).isEqualTo((byte) 0x10);
        });
    }

    @Test
    void trace_customSectionBeforeTheCode_offsetsStillFit() {
        ModuleBytes bytes = ModuleBytes.module()
                .section(0, ModuleBytes.bytes().name("before").repeat(100, 1))
                .voidType()
                .functions(1)
                .section(7, ModuleBytes.bytes().raw(1).name("f").raw(0, 0))
                .body(ModuleBytes.bytes().raw(0x00));
        WasmInstance instance = guests.compile(bytes).instantiate(Imports.none(), ResourceLimits.defaults());

        assertThatThrownBy(() -> instance.call("f")).isInstanceOfSatisfying(TrapException.class, trap -> {
            long offset = trap.trace().get(0).offset().getAsLong();
            assertThat(offset).isEqualTo(bytes.build().length - 2);
        });
    }

    @Test
    void trace_deepRecursion_keepsBothEnds() {
        assertThatThrownBy(() -> guests.instance("traps").call("mutual recursion"))
                .isInstanceOfSatisfying(TrapException.class, trap -> {
                    assertThat(trap.trace()).hasSize(100);
                    assertThat(trap.trace().get(99).name()).contains("pong");
                });
    }

    @Test
    void call_tenThousandTraps_leaveNothingThoughTheInstancesAreKept() {
        WasmModule module = guests.module("traps");
        List<WasmInstance> kept = new ArrayList<>();
        List<WeakReference<Memory>> memories = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            WasmInstance instance = module.instantiate(Imports.none(), ResourceLimits.defaults());
            memories.add(new WeakReference<>(instance.memory()));
            assertThatThrownBy(() -> instance.call("load negative")).isInstanceOf(TrapException.class);
            kept.add(instance);
        }
        for (int i = 0; i < 100 && memories.stream().anyMatch(it -> !it.refersTo(null)); i++) {
            System.gc();
        }

        assertThat(kept).hasSize(10_000);
        assertThat(memories).allMatch(it -> it.refersTo(null));
    }
}
