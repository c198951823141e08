package dev.sedge.runtime.internal.compiler;

import static dev.sedge.runtime.ModuleBytes.I32;
import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.InstanceBody;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that no method holds, however they are divided, are compiled nevertheless, and do as in the interpreter. */
final class FlatFunctionTest {

    private static final int LOCALS = 12_000;

    /** Function 0, from one i64 to another. */
    private static byte[] guest(ModuleBytes body) {
        return module().section(1, bytes().raw(1, 0x60, 1, I64, 1, I64))
                .functions(1)
                .section(10, bytes().raw(1).sized(body))
                .build();
    }

    /** One expression with as many operands as there can be at this depth. */
    private static ModuleBytes tree(ModuleBytes body, int depth) {
        if (depth == 0) {
            return body.raw(0x20, 0);
        }
        return tree(tree(body, depth - 1), depth - 1).raw(depth % 2 == 0 ? 0x7C : 0x7E);
    }

    private static ModuleBytes constants() {
        ModuleBytes body = bytes().raw(0);
        for (long i = 0; i < 40_000; i++) {
            body.raw(0x20, 0, 0x42).signed(i * 0x1_0001_0001L).raw(i % 2 == 0 ? 0x7C : 0x85, 0x21, 0);
        }
        return body.raw(0x20, 0, 0x0B);
    }

    private static ModuleBytes locals() {
        ModuleBytes body = bytes().raw(1).u32(LOCALS).raw(I64);
        for (int i = 1; i <= LOCALS; i++) {
            body.raw(0x20).u32(i - 1L).raw(0x42, 3, 0x7E, 0x21).u32(i);
        }
        return body.raw(0x20).u32(LOCALS).raw(0x0B);
    }

    /** Any variable is computed from any other, so that no run of statements is a part with few inputs. */
    private static ModuleBytes mixed() {
        Random random = new Random(1);
        int locals = 400;
        ModuleBytes body = bytes().raw(1).u32(locals).raw(I64);
        for (int i = 0; i < 12_000; i++) {
            body.raw(0x20).u32(random.nextInt(locals + 1));
            body.raw(0x20).u32(random.nextInt(locals + 1)).raw(i % 3 == 0 ? 0x7E : 0x7C);
            body.raw(0x42).signed(i).raw(0x85, 0x21).u32(random.nextInt(locals + 1));
        }
        return body.raw(0x20, 7, 0x0B);
    }

    /** A table of so many entries to two blocks, whose ends give different numbers. */
    private static ModuleBytes table() {
        int entries = 20_000;
        ModuleBytes body =
                bytes().raw(0, 0x02, 0x40, 0x02, 0x40, 0x20, 0, 0xA7, 0x0E).u32(entries);
        for (int i = 0; i <= entries; i++) {
            body.raw(i % 7 == 0 || i == entries ? 0 : 1);
        }
        return body.raw(0x0B, 0x42, 1, 0x0F, 0x0B, 0x42, 2, 0x0B);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                function(
                        "an expression of 65,535 instructions",
                        tree(bytes().raw(0), 15).raw(0x0B)),
                function("more constants than a class may have", constants()),
                function("12,000 variables", locals()),
                function("variables that all depend on each other", mixed()),
                function("a table of 20,000 entries", table()));
    }

    private static Arguments function(String name, ModuleBytes body) {
        return Arguments.of(Named.of(name, guest(body)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void call_functionBeyondTheClassFileFormat_isAsInterpreted(byte[] wasm) {
        InstanceBody expected = Bodies.instance(Bodies.INTERPRETER, wasm);
        InstanceBody compiled = Bodies.instance(Bodies.compiler(4000), wasm);

        assertThat(compiled).isInstanceOf(CompiledBody.class);
        for (long argument : new long[] {0, 1, 7, 8, 19_999, 20_000, 20_001, -1, Long.MIN_VALUE}) {
            assertThat(compiled.call(0, new long[] {argument})).isEqualTo(expected.call(0, new long[] {argument}));
        }
    }

    /** Function 0 calls itself; what it holds is counted, or its frames would fill the heap. */
    @Test
    void call_recursionWithManyVariables_exhaustsTheCallStackEarly() {
        ModuleBytes body = bytes().raw(1).u32(LOCALS).raw(I64, 0x20, 0, 0x10, 0, 0x0B);
        InstanceBody compiled = Bodies.instance(Bodies.compiler(4000), guest(body));

        assertThatThrownBy(() -> compiled.call(0, new long[1]))
                .isInstanceOf(TrapException.class)
                .hasMessage("call stack exhausted");
        assertThat(compiled.takeTrace()).hasSizeBetween(2, 10_000 * 100 / LOCALS + 2);
    }

    /** In {@code main} a call of a function that traps; each is in the trace once, with its place. */
    @Test
    void trace_ofFunctionsInPieces_namesEachCallOnce() {
        ModuleBytes main = bytes().raw(0, 0x02, 0x40, 0x10, 1, 0x0B, 0x0B);
        ModuleBytes traps = bytes().raw(1, 1, I32, 0x20, 0, 0x04, 0x40, 0x0B, 0x00, 0x0B);
        byte[] wasm = module().voidType()
                .functions(2)
                .section(10, bytes().raw(2).sized(main).sized(traps))
                .build();
        assertThat(trace(0, wasm)).isEqualTo(trace(4000, wasm)).hasSize(2);
    }

    private static List<String> trace(int methodBytes, byte[] wasm) {
        InstanceBody body = Bodies.instance(Bodies.compiler(methodBytes), wasm);
        assertThatThrownBy(() -> body.call(0, new long[0])).isInstanceOf(TrapException.class);
        return body.takeTrace().stream().map(Object::toString).toList();
    }
}
