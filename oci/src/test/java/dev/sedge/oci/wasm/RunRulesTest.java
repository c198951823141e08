package dev.sedge.oci.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.oci.wasm.RunRules.Question;
import dev.sedge.oci.wasm.RunRules.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crun's truth table: handler, variant, and then the verdicts for a.wasm, a.wat, /bin/sh and no arguments. */
final class RunRulesTest {
    @ParameterizedTest(name = "handler {0}, variant {1}")
    @CsvSource({
        "wasm, , WASM, WASM, WASM, WASM",
        "wasm, compat, WASM, WASM, WASM, WASM",
        "wasmedge, , WASM, WASM, WASM, WASM",
        "wasmtime, other, WASM, WASM, WASM, WASM",
        "wasmer, , WASM, WASM, WASM, WASM",
        "wamr, , WASM, WASM, WASM, WASM",
        "wasm-smart, , WASM, WASM, NATIVE, NATIVE",
        "wasm-smart, compat, WASM, WASM, NATIVE, NATIVE",
        "compat, compat, NATIVE, NATIVE, NATIVE, NATIVE",
        "compat-smart, compat, NATIVE, NATIVE, NATIVE, NATIVE",
        "krun, compat, NATIVE, NATIVE, NATIVE, NATIVE",
        "WASM, compat, NATIVE, NATIVE, NATIVE, NATIVE",
        ", compat, WASM, WASM, WASM, NATIVE",
        ", compat-smart, WASM, WASM, NATIVE, NATIVE",
        ", wasm, NATIVE, NATIVE, NATIVE, NATIVE",
        ", Compat, NATIVE, NATIVE, NATIVE, NATIVE",
        ", , NATIVE, NATIVE, NATIVE, NATIVE"
    })
    void decide_everyRow_isCruns(
            @Nullable String handler,
            @Nullable String variant,
            Verdict wasm,
            Verdict wat,
            Verdict other,
            Verdict none) {
        @Nullable String[] arguments = {"a.wasm", "a.wat", "/bin/sh", null};
        Verdict[] expected = {wasm, wat, other, none};
        for (int i = 0; i < arguments.length; i++) {
            Question question = question(false, false, handler, variant, arguments[i]);
            assertThat(RunRules.decide(question)).as(String.valueOf(question)).isEqualTo(expected[i]);
            assertThat(RunRules.decide(question(true, false, handler, variant, arguments[i])))
                    .isEqualTo(Verdict.NATIVE);
            assertThat(RunRules.decide(question(false, true, handler, variant, arguments[i])))
                    .isEqualTo(handler == null ? expected[i] : Verdict.DENIED);
        }
    }

    @Test
    void decide_suffix_isComparedByteForByte() {
        assertThat(RunRules.decide(question(false, false, null, "compat-smart", "a.WASM")))
                .isEqualTo(Verdict.NATIVE);
        assertThat(RunRules.decide(question(false, false, null, "compat-smart", ".wasm")))
                .isEqualTo(Verdict.WASM);
    }

    @ParameterizedTest
    @CsvSource({"a.wasm, a.wasm, _start", "a.wasm#f, a.wasm, f", "#init, '', init", "a#b#c, a, b#c", "'', '', _start"})
    void parse_entryPoint_splitsAtTheFirstHash(String argv0, String path, String function) {
        assertThat(EntryPoint.parse(argv0)).isEqualTo(new EntryPoint(path, function));
    }

    private static Question question(
            boolean sandbox,
            boolean global,
            @Nullable String handler,
            @Nullable String variant,
            @Nullable String argv0) {
        return new Question(
                sandbox,
                global,
                Optional.ofNullable(handler),
                Optional.ofNullable(variant),
                Optional.ofNullable(argv0));
    }
}
