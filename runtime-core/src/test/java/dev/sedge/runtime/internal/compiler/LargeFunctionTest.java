package dev.sedge.runtime.internal.compiler;

import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.ModuleBytes;
import dev.sedge.runtime.internal.InstanceBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions beyond what one method of the JVM holds do as in the interpreter, whatever they are divided into. */
final class LargeFunctionTest {

    private static final int ARMS = 1000;

    /** Function 0 is the one to call, from one i64 to another; function 1 gives three times its argument. */
    private static byte[] guest(ModuleBytes body) {
        ModuleBytes triple = bytes().raw(0, 0x20, 0, 0x42, 3, 0x7E, 0x0B);
        return module().section(1, bytes().raw(1, 0x60, 1, I64, 1, I64))
                .functions(2)
                .section(10, bytes().raw(2).sized(body).sized(triple))
                .build();
    }

    private static void assertSameAsInterpreted(int methodBytes, byte[] wasm, long... arguments) {
        InstanceBody expected = Bodies.instance(Bodies.INTERPRETER, wasm);
        InstanceBody compiled = Bodies.instance(Bodies.compiler(methodBytes), wasm);
        for (long argument : arguments) {
            assertThat(compiled.call(0, new long[] {argument})).isEqualTo(expected.call(0, new long[] {argument}));
        }
    }

    /**
     * A loop around a table of many arms: each changes a number, some call, most go on with the loop, every third falls
     * into the next arm. The number chooses the arm, and a counter ends it. One number goes to its arm before the table.
     */
    private static ModuleBytes interpreterLoop() {
        ModuleBytes body = bytes().raw(1, 1, I64, 0x03, 0x40);
        body.raw(0x20, 1, 0x42, 1, 0x7C, 0x22, 1, 0x42).signed(500).raw(0x55, 0x04, 0x40, 0x20, 0, 0x0F, 0x0B);
        body.repeat(ARMS, 0x02, 0x40);
        body.raw(0x20, 0, 0x42).signed(77).raw(0x51, 0x0D).u32(ARMS / 2);
        body.raw(0x20, 0, 0x42).signed(ARMS + 3).raw(0x82, 0xA7, 0x0E).u32(ARMS - 1);
        for (int arm = 0; arm < ARMS; arm++) {
            body.u32(arm * 7 % ARMS);
        }
        for (int arm = 0; arm < ARMS; arm++) {
            body.raw(0x0B, 0x20, 0, 0x42).signed(arm * 31L + 1).raw(arm % 2 == 0 ? 0x7C : 0x85);
            if (arm % 5 == 0) {
                body.raw(0x10, 1);
            }
            body.raw(0x21, 0);
            if (arm % 3 != 0) {
                body.raw(0x0C).u32(ARMS - 1L - arm);
            }
        }
        return body.raw(0x0C, 0, 0x0B, 0x00, 0x0B);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 1000, 4000})
    void call_tableOfThousandArmsInALoop_isAsInterpreted(int methodBytes) {
        assertSameAsInterpreted(methodBytes, guest(interpreterLoop()), 0, 1, 77, -1, 999, 1002, 123456789);
    }

    /** As in parsers of text: thousands of characters, and little to do for each. */
    @ParameterizedTest
    @ValueSource(ints = {200, 4000})
    void call_longTableOfFewArms_isAsInterpreted(int methodBytes) {
        int entries = 20_000;
        int arms = 5;
        ModuleBytes body =
                bytes().raw(0).repeat(arms, 0x02, 0x40).raw(0x20, 0, 0xA7, 0x0E).u32(entries);
        for (int i = 0; i < entries; i++) {
            body.raw(i % 11 == 0 ? i % (arms - 1) : arms - 2);
        }
        body.raw(arms - 1);
        for (int arm = 0; arm < arms; arm++) {
            body.raw(0x0B, 0x20, 0, 0x42).signed(arm * 31L + 5).raw(0x7E, 0x21, 0);
        }
        assertSameAsInterpreted(
                methodBytes, guest(body.raw(0x20, 0, 0x0B)), 0, 1, 11, 22, 33, 19_998, 19_999, 20_000, -1, 1L << 32);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 4000})
    void call_moreCodeThanAMethodHolds_isAsInterpreted(int methodBytes) {
        ModuleBytes body = bytes().raw(0);
        for (int i = 0; i < 12_000; i++) {
            body.raw(0x20, 0, 0x42).signed(i * 977L).raw(i % 2 == 0 ? 0x7C : 0x85, 0x21, 0);
            if (i % 100 == 0) {
                body.raw(0x20, 0, 0x10, 1, 0x21, 0);
            }
        }
        assertSameAsInterpreted(methodBytes, guest(body.raw(0x20, 0, 0x0B)), 0, 1, -1, Long.MAX_VALUE);
    }

    /** No reference is not the number 0. */
    @ParameterizedTest
    @ValueSource(ints = {0, 200, 4000})
    void call_referenceThatOnlyPartsLookAt_beginsAsNull(int methodBytes) {
        ModuleBytes body = bytes().raw(1, 1, 0x70);
        for (int i = 0; i < 4000; i++) {
            body.raw(0x20, 0, 0x42).signed(i * 977L).raw(0x85, 0x21, 0);
            if (i % 10 == 0) {
                body.raw(0x20, 1, 0xD1, 0xAD, 0x20, 0, 0x7C, 0x21, 0);
            }
        }
        assertSameAsInterpreted(methodBytes, guest(body.raw(0x20, 0, 0x0B)), 0, 1, -1);
    }

    @Test
    void call_indirectToOneOfManyFunctionsOfAType_callsThatOne() {
        int functions = 1500;
        ModuleBytes caller = bytes().raw(0, 0x20, 0, 0x20, 0, 0xA7, 0x11, 0, 0, 0x0B);
        ModuleBytes code = bytes().u32(functions).sized(caller);
        ModuleBytes table = bytes().raw(1, 0, 0x41, 0, 0x0B).u32(functions);
        table.u32(0);
        for (int i = 1; i < functions; i++) {
            code.sized(bytes().raw(0, 0x20, 0, 0x42).signed(1000L * i).raw(0x7C, 0x0B));
            table.u32(i);
        }
        byte[] wasm = module().section(1, bytes().raw(1, 0x60, 1, I64, 1, I64))
                .functions(functions)
                .section(4, bytes().raw(1, 0x70, 0).u32(functions))
                .section(9, table)
                .section(10, code)
                .build();
        InstanceBody compiled = Bodies.instance(Bodies.compiler(4000), wasm);

        for (int i : new int[] {1, 255, 256, 257, 511, 512, 1023, 1024, 1499}) {
            assertThat(compiled.call(0, new long[] {i})).containsExactly(1001L * i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 4000})
    void call_manyParametersAndResults_arePassedInOrder(int methodBytes) {
        int parameters = 300;
        int results = 40;
        ModuleBytes many = bytes().raw(0);
        for (int i = 0; i < results; i++) {
            many.raw(0x20).u32(parameters - 1 - i * 7L);
        }
        ModuleBytes caller = bytes().raw(0);
        for (int i = 0; i < parameters; i++) {
            caller.raw(0x20, 0, 0x42).signed(i * 5L).raw(0x7C);
        }
        caller.raw(0x10, 1).repeat(results - 1, 0x42, 3, 0x7E, 0x7D).raw(0x0B);
        byte[] wasm = module().section(
                        1,
                        bytes().raw(2, 0x60, 1, I64, 1, I64)
                                .raw(0x60)
                                .u32(parameters)
                                .repeat(parameters, I64)
                                .u32(results)
                                .repeat(results, I64))
                .section(3, bytes().raw(2, 0, 1))
                .section(10, bytes().raw(2).sized(caller).sized(many.raw(0x0B)))
                .build();
        long[] all = new long[parameters];
        for (int i = 0; i < parameters; i++) {
            all[i] = 1000L + i;
        }

        assertSameAsInterpreted(methodBytes, wasm, 0, 1, -100);
        assertThat(Bodies.instance(Bodies.compiler(methodBytes), wasm).call(1, all))
                .hasSize(results)
                .startsWith(1299, 1292)
                .endsWith(1026);
    }
}
