package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.ModuleLimits;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.Sha256;
import dev.sedge.runtime.internal.interpreter.InterpreterProvider;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleScanner;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the scanner takes for valid is valid: it and the validator for the rest judge as the validator does for all. */
final class ProvenBodiesTest {

    private static final EngineProvider PROVIDER = new InterpreterProvider(false);
    private static final int CHANGES = 40;

    @Property(tries = 25, seed = "5")
    void validate_aModuleWithAWrongByte_judgesAsTheValidator(@ForAll long seed) {
        byte[] wasm = ModuleGenerator.generate(Choices.bytes(seed)).wasm();
        assertSameJudgement(wasm);
        Random random = new Random(seed);
        for (int i = 0; i < CHANGES; i++) {
            byte[] changed = wasm.clone();
            // The later sections are the larger ones: the code.
            int at = changed.length / 4 + random.nextInt(changed.length * 3 / 4);
            changed[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : changed[at] + 1 - random.nextInt(3));
            assertSameJudgement(changed);
        }
    }

    private static void assertSameJudgement(byte[] wasm) {
        ModuleOutline outline;
        try {
            outline = ModuleScanner.scan(wasm, ModuleLimits.defaults());
        } catch (InvalidModuleException e) {
            return;
        }
        boolean valid = isValid(() -> PROVIDER.load(wasm, outline, Sha256.digest(wasm)));
        assertThat(isValid(() -> PROVIDER.validate(wasm, outline))).isEqualTo(valid);
    }

    private static boolean isValid(Runnable check) {
        try {
            check.run();
            return true;
        } catch (InvalidModuleException e) {
            return false;
        }
    }

    @Test
    void withoutProvenBodies_plainBody_isDropped() {
        byte[] wasm = module().section(1, bytes().raw(1, 0x60, 1, I64, 1, I64))
                .functions(1)
                .body(bytes().raw(0x20, 0, 0x42, 3, 0x7E, 0x42, 5, 0x7C))
                .build();
        ModuleOutline outline = ModuleScanner.scan(wasm, ModuleLimits.defaults());

        assertThat(outline.instructionsInDoubt()).isZero();
        assertThat(outline.withoutProvenBodies(wasm)).endsWith(10, 5, 1, 3, 0, 0, 0x0B);
    }

    @Test
    void validate_bodyWithAReference_isLeftToTheValidator() {
        byte[] wasm = module().section(1, bytes().raw(1, 0x60, 0, 0))
                .functions(1)
                .body(bytes().raw(0xD0, 0x70, 0x1A))
                .build();
        ModuleOutline outline = ModuleScanner.scan(wasm, ModuleLimits.defaults());

        assertThat(outline.instructionsInDoubt()).isEqualTo(outline.instructionCount());
        assertThat(isValid(() -> PROVIDER.validate(wasm, outline))).isTrue();
    }
}
