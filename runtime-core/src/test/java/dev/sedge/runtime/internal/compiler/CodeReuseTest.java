package dev.sedge.runtime.internal.compiler;

import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.cache.CodeStore;
import dev.sedge.runtime.internal.scan.ModuleOutline;
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
            .functions(1)
            .body(bytes().raw(0x20, 0, 0x42, 3, 0x7E))
            .build();

    /** How often a module was validated. */
    private final AtomicInteger validations = new AtomicInteger();

    @TempDir
    private Path temporary;

    private EngineProvider compiler() {
        EngineProvider validator = new EngineProvider() {
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
        return new CompilerProvider(validator, Optional.of(CodeStore.open(temporary.resolve("code"), 1 << 20)));
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
        Bodies.load(compiler(), WASM).precompile();
        assertThat(validations).hasValue(1);
        assertThat(entries()).isNotEmpty();

        assertWorks();
        assertThat(validations).hasValue(1);
    }

    @Test
    void load_damagedEntry_compilesAgainAndReplacesIt() throws IOException {
        Bodies.load(compiler(), WASM).precompile();
        for (Path entry : entries()) {
            byte[] content = Files.readAllBytes(entry);
            content[content.length - 5] ^= 1;
            Files.write(entry, content);
        }

        assertWorks();
        assertThat(validations).hasValue(2);
        Bodies.load(compiler(), WASM).precompile();
        assertThat(validations).hasValue(3);
        assertWorks();
        assertThat(validations).hasValue(3);
    }

    @Test
    void load_notPrecompiled_keepsNothing() throws IOException {
        assertWorks();

        assertThat(entries()).isEmpty();
    }
}
