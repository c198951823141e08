package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.LimitExceededException.Limit;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests pay for what they run, the same in each tier. */
@InEveryTier
final class FuelTest {

    private static final ResourceLimits DEFAULTS = ResourceLimits.defaults();

    /** Of one round: local.get, i32.const, i32.sub, local.tee, br_if. */
    private static final int ROUND = 5;

    private final Engine engine;

    FuelTest(Tier tier) {
        engine = Engine.create(EngineConfig.defaults().withTier(tier).withFuelMeter(true));
    }

    private WasmInstance instance(ModuleBytes bytes, ResourceLimits limits) {
        return engine.compile(bytes.build()).instantiate(Imports.none(), limits);
    }

    /** A function {@code f} of an i32 without a result. */
    private static ModuleBytes function(ModuleBytes body) {
        return module().section(1, bytes().raw(1, 0x60, 1, ModuleBytes.I32, 0))
                .functions(1)
                .section(7, bytes().raw(1).name("f").raw(0, 0))
                .section(10, bytes().raw(1).sized(bytes().raw(0).append(body).raw(0x0B)));
    }

    /** Counts its parameter down to zero. */
    private static ModuleBytes counting() {
        return function(bytes().raw(0x03, 0x40, 0x20, 0, 0x41, 1, 0x6B, 0x22, 0, 0x0D, 0, 0x0B));
    }

    @Test
    void fuelUsed_loop_isItsInstructionsAndTheCall() {
        WasmInstance instance = instance(counting(), DEFAULTS);

        instance.call("f", 1000);
        assertThat(instance.fuelUsed()).isEqualTo(1 + 1000 * ROUND);
        instance.call("f", 1);
        assertThat(instance.fuelUsed()).isEqualTo(2 + 1001 * ROUND);
    }

    @Test
    void fuelUsed_armsOfAnIf_isThatOfTheOneThatRuns() {
        // local.get if (nop nop) else (i32.const drop i32.const drop) end
        ModuleBytes body = bytes().raw(0x20, 0, 0x04, 0x40, 0x01, 0x01, 0x05, 0x41, 1, 0x1A, 0x41, 1, 0x1A, 0x0B);
        WasmInstance instance = instance(function(body), DEFAULTS);

        instance.call("f", 1);
        assertThat(instance.fuelUsed()).isEqualTo(3);
        instance.call("f", 0);
        assertThat(instance.fuelUsed()).isEqualTo(3 + 5);
    }

    @Test
    void fuelUsed_endOfABlock_isPaidByAllWhoComeThere() {
        // block (local.get br_if i32.const drop) end i32.const drop
        ModuleBytes body = bytes().raw(0x02, 0x40, 0x20, 0, 0x0D, 0, 0x41, 1, 0x1A, 0x0B, 0x41, 1, 0x1A);
        WasmInstance instance = instance(function(body), DEFAULTS);

        instance.call("f", 1);
        assertThat(instance.fuelUsed()).isEqualTo(4);
        instance.call("f", 0);
        assertThat(instance.fuelUsed()).isEqualTo(4 + 5);
    }

    @Test
    void fuel_isEnough_runsToTheEnd() {
        WasmInstance instance = instance(counting(), DEFAULTS.withFuel(1 + 1000 * ROUND));

        instance.call("f", 1000);

        assertThat(instance.fuelUsed()).isEqualTo(1 + 1000 * ROUND);
    }

    @Test
    void fuel_isNotEnough_endsTheGuestBeforeWhatItCannotPay() {
        WasmInstance instance = instance(counting(), DEFAULTS.withFuel(1000 * ROUND));

        assertThatThrownBy(() -> instance.call("f", 1000))
                .isInstanceOfSatisfying(LimitExceededException.class, e -> {
                    assertThat(e.limit()).isEqualTo(Limit.FUEL);
                    assertThat(e.trace()).hasSize(1);
                })
                .hasMessage("guest stopped: it has used its fuel, enough for 5000 instructions");
        assertThat(instance.fuelUsed()).isEqualTo(1 + 999 * ROUND);
        assertThatThrownBy(() -> instance.call("f", 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void fuel_endlessLoopOfNothing_ends() {
        // loop br 0 end
        WasmInstance loop = instance(function(bytes().raw(0x03, 0x40, 0x0C, 0, 0x0B)), DEFAULTS.withFuel(100_000));

        assertThatThrownBy(() -> loop.call("f", 1)).isInstanceOf(LimitExceededException.class);
        assertThat(loop.fuelUsed()).isEqualTo(100_000);
    }

    @Test
    void fuel_none_notEvenACall() {
        WasmInstance instance = instance(function(bytes()), DEFAULTS.withFuel(0));

        assertThatThrownBy(() -> instance.call("f", 1)).isInstanceOf(LimitExceededException.class);
        assertThat(instance.fuelUsed()).isZero();
    }

    @Test
    void fuelUsed_moduleWithoutCode_isNothing() {
        assertThat(instance(module(), DEFAULTS).fuelUsed()).isZero();
    }

    @Test
    void precompile_withAndWithoutMeter_areKeptApart(@TempDir Path directory) {
        EngineConfig plain = EngineConfig.defaults()
                .withTier(engine.config().tier())
                .withCodeCache(CodeCache.at(directory.resolve("code")));
        byte[] wasm = counting().build();
        try (Engine first = Engine.create(plain);
                Engine second = Engine.create(plain.withFuelMeter(true))) {
            first.compile(wasm).precompile();
            second.compile(wasm).precompile();
        }

        try (Engine first = Engine.create(plain);
                Engine second = Engine.create(plain.withFuelMeter(true))) {
            assertThat(used(first.compile(wasm))).isZero();
            assertThat(used(second.compile(wasm))).isEqualTo(1 + 1000 * ROUND);
        }
    }

    private static long used(WasmModule module) {
        WasmInstance instance = module.instantiate(Imports.none(), DEFAULTS);
        instance.call("f", 1000);
        return instance.fuelUsed();
    }

    @Test
    void fuel_engineDoesNotMeter_isRefused() {
        try (Engine other = Engine.create()) {
            WasmModule module = other.compile(counting().build());

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> module.instantiate(Imports.none(), DEFAULTS.withFuel(1)))
                    .withMessageContaining("EngineConfig.withFuelMeter");
            WasmInstance instance =
                    module.instantiate(Imports.none(), DEFAULTS.withFuel(1).withoutFuel());
            instance.call("f", 1000);
            assertThat(instance.fuelUsed()).isZero();
        }
    }

    @Test
    void withFuel_negative_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withFuel(-1))
                .withMessage("limit fuel: -1 is negative");
    }
}
