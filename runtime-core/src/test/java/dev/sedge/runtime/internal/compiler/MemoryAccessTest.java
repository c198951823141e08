package dev.sedge.runtime.internal.compiler;

import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.compiler.emit.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads and stores do as in the interpreter at every border of a memory, however they are written. */
final class MemoryAccessTest {

    private static final int PAGE = 65536;
    private static final int GROW = 0x40;
    private static final int[] OFFSETS = {0, 1, 9, PAGE - 4, Integer.MAX_VALUE, Integer.MIN_VALUE + 1, -1};

    private static final List<Limits> WAYS =
            List.of(Limits.USUAL, new Limits(4000, 0), new Limits(200, 0), new Limits(0, 0));

    /** Each way, for a memory that may grow in the place where it is and for one whose array is as long as it is. */
    static Stream<Arguments> ways() {
        return WAYS.stream().flatMap(way -> Stream.of(Arguments.of(way, true), Arguments.of(way, false)));
    }

    /** Functions from i64 to i64 and a memory of a page; the last function grows it where it can grow. */
    private static byte[] guest(List<ModuleBytes> functions, boolean grows) {
        ModuleBytes code = bytes().u32(functions.size() + 1L);
        functions.forEach(code::sized);
        ModuleBytes last = grows ? bytes().raw(0, 0x20, 0, 0xA7, GROW, 0, 0xAC, 0x0B) : bytes().raw(0, 0x20, 0, 0x0B);
        return module().section(1, bytes().raw(1, 0x60, 1, I64, 1, I64))
                .functions(functions.size() + 1)
                .section(5, bytes().raw(1, 0, 1))
                .section(10, code.sized(last))
                .build();
    }

    /** Loads from the address that is given. */
    private static ModuleBytes load(int opcode, int offset) {
        ModuleBytes body = bytes().raw(0, 0x20, 0, 0xA7, opcode, 0).u32(offset & 0xFFFFFFFFL);
        boolean isInt = opcode == 0x28 || (opcode >= 0x2C && opcode <= 0x2F);
        return switch (opcode) {
            case 0x2A -> body.raw(0xBC, 0xAC, 0x0B);
            case 0x2B -> body.raw(0xBD, 0x0B);
            default -> isInt ? body.raw(0xAC, 0x0B) : body.raw(0x0B);
        };
    }

    /** Stores a number at the address that is given. */
    private static ModuleBytes store(int opcode, int offset) {
        ModuleBytes body = bytes().raw(0, 0x20, 0, 0xA7, 0x42).signed(0x8182838485868788L);
        boolean isInt = opcode == 0x36 || opcode == 0x3A || opcode == 0x3B;
        if (opcode == 0x38) {
            body.raw(0xA7, 0xBE);
        } else if (opcode == 0x39) {
            body.raw(0xBF);
        } else if (isInt) {
            body.raw(0xA7);
        }
        return body.raw(opcode, 0).u32(offset & 0xFFFFFFFFL).raw(0x42, 0, 0x0B);
    }

    private static String outcome(InstanceBody body, int function, long argument) {
        byte[] memory = new byte[PAGE];
        try {
            String result = Arrays.toString(body.call(function, new long[] {argument}));
            body.memory(0).read(0, memory, 0, PAGE);
            return result + " " + Arrays.hashCode(memory);
        } catch (TrapException e) {
            return e.getMessage() + " " + body.takeTrace();
        }
    }

    private static void assertSameAsInterpreted(
            EngineProvider compiler, byte[] wasm, int functions, long... arguments) {
        InstanceBody expected = Bodies.instance(Bodies.INTERPRETER, wasm);
        InstanceBody compiled = Bodies.instance(compiler, wasm);
        for (int function = 0; function < functions; function++) {
            for (long argument : arguments) {
                assertThat(outcome(compiled, function, argument)).isEqualTo(outcome(expected, function, argument));
            }
        }
    }

    private static List<ModuleBytes> ofAllOpcodes(int from, int to, int offset) {
        return Stream.iterate(from, it -> it + 1)
                .limit(to - from + 1L)
                .map(opcode -> opcode < 0x36 ? load(opcode, offset) : store(opcode, offset))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void call_everyLoadAndStoreAtTheBorders_isAsInterpreted(Limits limits, boolean grows) {
        for (int offset : OFFSETS) {
            List<ModuleBytes> functions = ofAllOpcodes(0x28, 0x3E, offset);
            byte[] wasm = guest(functions, grows);

            assertSameAsInterpreted(
                    Bodies.compiler(limits),
                    wasm,
                    functions.size(),
                    0,
                    1,
                    5,
                    PAGE - 9,
                    PAGE - 8,
                    PAGE - 7,
                    PAGE - 4,
                    PAGE - 3,
                    PAGE - 2,
                    PAGE - 1,
                    PAGE,
                    -1,
                    -9,
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void call_valueThatTrapsForAddressBeyondTheEnd_trapsByTheValue(Limits limits, boolean grows) {
        // i32.store(-1, 1 / argument).
        ModuleBytes body = bytes().raw(0, 0x41, 0x7F, 0x41, 1, 0x20, 0, 0xA7, 0x6D, 0x36, 0, 0, 0x42, 0, 0x0B);

        assertSameAsInterpreted(Bodies.compiler(limits), guest(List.of(body), grows), 1, 0, 1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void call_valueThatGrowsTheMemory_isStoredInTheMemoryAsItIsThen(Limits limits, boolean ignored) {
        // i32.store(65536, f1(argument)), which is in bounds when that has made the memory larger.
        ModuleBytes body = bytes().raw(0, 0x41).signed(PAGE).raw(0x20, 0, 0x10, 1, 0xA7, 0x36, 0, 0, 0x42, 0, 0x0B);

        assertSameAsInterpreted(Bodies.compiler(limits), guest(List.of(body), true), 1, 0, 1, 0);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void call_addressThatGrowsTheMemory_isUsedInTheMemoryAsItIsThen(Limits limits, boolean ignored) {
        // i64.load(f1(argument) + 65535), which crosses the end of the page.
        ModuleBytes body =
                bytes().raw(0, 0x20, 0, 0x10, 1, 0xA7, 0x29, 0).u32(PAGE - 1L).raw(0x0B);

        assertSameAsInterpreted(Bodies.compiler(limits), guest(List.of(body), true), 1, 0, 1, 0);
    }
}
