package dev.sedge.runtime.internal.compiler;

import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.ModuleLimits;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.Sha256;
import dev.sedge.runtime.internal.cache.CodeStore;
import dev.sedge.runtime.internal.scan.CodeFacts;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that one compiler has kept is used by the next one, unless something is wrong with it. */
final class CodeReuseTest {

    private static final byte[] WASM = module().section(1, bytes().raw(1, 0x60, 1, I64, 1, I64))
            .functions(2)
            .section(10, bytes().raw(2).append(times(3)).append(times(4)))
            .build();

    private static ModuleBytes times(int factor) {
        return bytes().sized(bytes().raw(0, 0x20, 0, 0x42, factor, 0x7E, 0x0B));
    }

    /** How often a module was validated. */
    private final AtomicInteger validations = new AtomicInteger();

    @TempDir
    private Path temporary;

    private EngineProvider compiler() {
        EngineProvider validator = new EngineProvider() {
            @Override
            public boolean metersFuel() {
                return false;
            }

            @Override
            public String validator() {
                return Bodies.INTERPRETER.validator();
            }

            @Override
            public ExecutableModule load(byte[] wasm, ModuleOutline outline, String digest) {
                throw new AssertionError("a module that is compiled is only validated");
            }

            @Override
            public void validate(byte[] wasm, ModuleOutline outline) {
                validations.incrementAndGet();
                Bodies.INTERPRETER.validate(wasm, outline);
            }
        };
        return new CompilerProvider(
                validator, Optional.of(CodeStore.open(temporary.resolve("code"), 1 << 20)), Long.MAX_VALUE);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.walk(temporary.resolve("code"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void assertWorks() {
        assertThat(Bodies.instance(compiler(), WASM).call(0, new long[] {14})).containsExactly(42);
    }

    @Test
    void precompile_keepsAnEntry_whichIsUsedWithoutValidation() throws IOException {
        Bodies.load(compiler(), WASM).precompile(1);
        assertThat(validations).hasValue(1);
        assertThat(entries()).isNotEmpty();

        assertWorks();
        assertThat(validations).hasValue(1);
    }

    @Test
    void load_damagedEntry_compilesAgainAndReplacesIt() throws IOException {
        Bodies.load(compiler(), WASM).precompile(1);
        for (Path entry : entries()) {
            byte[] content = Files.readAllBytes(entry);
            content[content.length - 5] ^= 1;
            Files.write(entry, content);
        }

        assertWorks();
        assertThat(validations).hasValue(2);
        Bodies.load(compiler(), WASM).precompile(1);
        assertThat(validations).hasValue(3);
        assertWorks();
        assertThat(validations).hasValue(3);
    }

    @Test
    void load_notPrecompiled_keepsNothingBeforeItIsAsked() throws IOException {
        assertWorks();

        assertThat(entries()).isEmpty();
    }

    @Test
    void keepCode_afterARun_theNextOneNeedsNoValidationAndKeepsNothingNew() throws IOException {
        run(0);
        byte[] kept = Files.readAllBytes(entry());

        assertThat(run(0)).isEqualTo(30);

        assertThat(validations).hasValue(1);
        assertThat(entry()).hasBinaryContent(kept);
    }

    @Test
    void keepCode_afterARunThatNeededMore_keepsBoth() throws IOException {
        run(0);
        long first = Files.size(entry());
        assertThat(run(1)).isEqualTo(40);
        assertThat(Files.size(entry())).isGreaterThan(first);
        byte[] both = Files.readAllBytes(entry());

        run(0);
        run(1);

        assertThat(validations).hasValue(1);
        assertThat(entry()).hasBinaryContent(both);
    }

    @Test
    void keepCode_ofTwoProcessesAtOnce_keepsWhatEitherNeeded() throws IOException {
        ExecutableModule one = Bodies.load(compiler(), WASM);
        ExecutableModule other = Bodies.load(compiler(), WASM);
        call(one, 0);
        call(other, 1);
        one.keepCode();
        other.keepCode();
        byte[] both = Files.readAllBytes(entry());

        run(0);
        run(1);

        assertThat(entry()).hasBinaryContent(both);
    }

    @Test
    void keepCode_directoryThatCannotBeMade_doesNothing() throws IOException {
        Files.createFile(temporary.resolve("code"));

        assertThat(run(0)).isEqualTo(30);
        assertThat(run(0)).isEqualTo(30);

        assertThat(validations).hasValue(2);
    }

    @Test
    void precompile_afterARun_keepsTheRestToo() throws IOException {
        run(0);
        Bodies.load(compiler(), WASM).precompile(1);
        byte[] all = Files.readAllBytes(entry());

        run(1);

        assertThat(validations).hasValue(1);
        assertThat(entry()).hasBinaryContent(all);
    }

    @Test
    void recall_whatIsKept_knowsTheDigestAndNoOtherModule() {
        run(0);
        byte[] other = WASM.clone();
        other[other.length - 3] ^= 1;

        assertThat(compiler().recall(WASM).orElseThrow().digest()).isEqualTo(Sha256.digest(WASM));
        assertThat(compiler().recall(other)).isEmpty();
    }

    @Test
    void keepCode_callerWroteToHisBytesMeanwhile_keepsTheModuleThatWasLoaded() {
        byte[] lent = WASM.clone();
        ExecutableModule module = Bodies.load(compiler(), lent);
        lent[lent.length - 3] ^= 1;

        assertThat(call(module, 1)).isEqualTo(40);
        module.keepCode();

        assertThat(compiler().recall(WASM)).isPresent();
        assertThat(compiler().recall(lent)).isEmpty();
    }

    @Test
    void scan_factsUnderSmallerCaps_areNotBelieved() {
        run(0);
        CodeFacts facts = compiler().recall(WASM).orElseThrow().facts();
        ModuleLimits smaller = ModuleLimits.defaults().withFunctionBytes(1);

        assertThatThrownBy(() -> ModuleScanner.scan(WASM, smaller, facts))
                .isInstanceOf(InvalidModuleException.class)
                .hasMessageContaining("bytes in one function");
    }

    private static long call(ExecutableModule module, int function) {
        return Bodies.instance(module, InstanceControl.create()).call(function, new long[] {10})[0];
    }

    /** What a process does that runs one function and ends. */
    private long run(int function) {
        ExecutableModule module = Bodies.load(compiler(), WASM);
        long result = call(module, function);
        module.keepCode();
        return result;
    }

    private Path entry() throws IOException {
        assertThat(entries()).hasSize(1);
        return entries().get(0);
    }
}
