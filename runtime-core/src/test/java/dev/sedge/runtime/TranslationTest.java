package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.I32;
import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Code that has been translated wrongly once. */
@InEveryTier
final class TranslationTest {

    private final Guests guests;

    TranslationTest(Tier tier) {
        guests = Guests.in(tier);
    }

    /** A function f from one value to another of the same type, without further locals. */
    private WasmInstance function(int type, ModuleBytes instructions) {
        return guests.instance(module().section(1, bytes().raw(1, 0x60, 1, type, 1, type))
                .functions(1)
                .section(7, bytes().raw(1).name("f").raw(0, 0))
                .body(instructions));
    }

    @Test
    void tee_belowATakenBranch_setsTheLocal() {
        ModuleBytes code = bytes().raw(0x02, I32, 0x41, 7, 0x22, 0)
                .raw(0x41, 1, 0x41, 1, 0x0D, 0, 0x1A, 0x0B)
                .raw(0x1A, 0x20, 0);

        assertThat(function(I32, code).call("f", 3)).containsExactly(7);
    }

    @Test
    void extractLane_ofTheUpperHalf_isAnOrdinaryNumber() {
        ModuleBytes upper = bytes().raw(0xFD, 12).fixed(8, 8).fixed(9, 8).raw(0xFD, 0x1D, 1);
        ModuleBytes dropped = bytes().raw(0x20, 0).append(upper).raw(0x1A);
        ModuleBytes selected = bytes().append(upper).raw(0x20, 0).append(upper).raw(0x20, 0, 0x50, 0x1B, 0x1A);

        assertThat(function(I64, dropped).call("f", 5)).containsExactly(5);
        assertThat(function(I64, selected).call("f", 5)).containsExactly(9);
    }

    @Test
    void severalResults_aboveASumOfHigherPlaces_leaveItAlone() {
        ModuleBytes sum = bytes().raw(0, 0x20, 0, 0x02, I32, 0x41, 5, 0x0B, 0x6A, 0x10, 1, 0x1A, 0x1A, 0x0B);
        ModuleBytes two = bytes().raw(0, 0x41, 30, 0x41, 31, 0x0B);
        WasmInstance instance =
                guests.instance(module().section(1, bytes().raw(2, 0x60, 1, I32, 1, I32, 0x60, 0, 2, I32, I32))
                        .section(3, bytes().raw(2, 0, 1))
                        .section(7, bytes().raw(1).name("f").raw(0, 0))
                        .section(10, bytes().raw(2).sized(sum).sized(two)));

        assertThat(instance.call("f", 3)).containsExactly(8);
    }
}
