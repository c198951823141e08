package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.internal.compiler.vector.Immediate;
import dev.sedge.runtime.internal.compiler.vector.Nans;
import dev.sedge.runtime.internal.compiler.vector.VectorOp;
import dev.sedge.runtime.internal.compiler.vector.VectorRunner;
import dev.sedge.runtime.internal.compiler.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scalar code for vector instructions computes what the interpreter computes. */
final class VectorInterpreterTest {

    private static final int TRIES = 200;

    private final Random random = new Random(7);
    private final VectorRunner runner = new VectorRunner(new byte[0], 0);

    @Test
    void everyInstructionWithoutMemory_onAnyOperands_isTheInterpreters() {
        for (int opcode = 0; opcode < 256; opcode++) {
            int number = opcode;
            VectorOp.of(opcode).filter(op -> !op.immediate().hasMemory()).ifPresent(op -> compare(number, op));
        }
    }

    private void compare(int opcode, VectorOp op) {
        long low = op.immediate() == Immediate.BYTES ? random.nextLong() & 0x1F1F1F1F1F1F1F1FL : 0;
        long high = op.immediate() == Immediate.BYTES ? random.nextLong() & 0x1F1F1F1F1F1F1F1FL : 0;
        int lane = op.immediate() == Immediate.LANE ? random.nextInt(2) : 0;
        long first = low | lane;
        Object sample = runner.run(op.lower(first, high), operands(op).toArray());
        try (WasmInstance instance = Guests.in(Tier.INTERPRETER)
                .compile(module(opcode, op, first, high, sample))
                .instantiate(Imports.none(), ResourceLimits.defaults())) {
            for (int i = 0; i < TRIES; i++) {
                List<Object> operands = operands(op);
                Object expected = value(sample, instance.call("run", slots(operands)));
                Object actual = runner.run(op.lower(first, high), operands.toArray());
                assertSame(op, operands, expected, actual);
            }
        }
    }

    private static void assertSame(VectorOp op, List<Object> operands, Object expected, Object actual) {
        String tried = op + " " + Arrays.deepToString(operands.toArray());
        if (expected instanceof long[] vector) {
            byte[] wanted = Vectors.bytes(vector);
            byte[] got = Vectors.bytes((long[]) actual);
            assertThat(Nans.same(Nans.width(op), wanted, got))
                    .as("%s: %s, interpreter %s", tried, Arrays.toString(got), Arrays.toString(wanted))
                    .isTrue();
        } else {
            assertThat(bits(actual)).as(tried).isEqualTo(bits(expected));
        }
    }

    /** One exported function that passes its parameters to the instruction. */
    private static ModuleBytes module(int opcode, VectorOp op, long low, long high, Object result) {
        ModuleBytes type = bytes().raw(1, 0x60).u32(op.operands().size());
        ModuleBytes body = bytes();
        for (int i = 0; i < op.operands().size(); i++) {
            type.raw(code(op.operands().get(i)));
            body.raw(0x20).u32(i);
        }
        body.raw(0xFD).u32(opcode);
        for (int i = 0; i < op.immediate().bytes(); i++) {
            body.raw((int) ((i < 8 ? low : high) >>> (8 * i)) & 0xFF);
        }
        return ModuleBytes.module()
                .section(1, type.raw(1, code(typeOf(result))))
                .functions(1)
                .section(7, bytes().raw(1).name("run").raw(0, 0))
                .body(body);
    }

    private List<Object> operands(VectorOp op) {
        List<Object> operands = new ArrayList<>();
        long[] vector = Vectors.vector(random);
        for (ValueType type : op.operands()) {
            operands.add(
                    switch (type) {
                        case I32 -> random.nextInt();
                        case I64 -> random.nextLong();
                        case F32 -> random.nextFloat();
                        case F64 -> random.nextDouble();
                        default -> vector;
                    });
            vector = Vectors.near(random, vector);
        }
        return operands;
    }

    private static long[] slots(List<Object> operands) {
        return operands.stream()
                .flatMapToLong(operand ->
                        Arrays.stream(operand instanceof long[] vector ? vector : new long[] {bits(operand)}))
                .toArray();
    }

    private static long bits(Object scalar) {
        if (scalar instanceof Float real) {
            return Float.floatToRawIntBits(real);
        }
        return scalar instanceof Double real ? Double.doubleToRawLongBits(real) : ((Number) scalar).longValue();
    }

    /** The value that slots hold, of the kind of another one. */
    private static Object value(Object like, long[] slots) {
        if (like instanceof long[]) {
            return slots;
        } else if (like instanceof Float) {
            return Float.intBitsToFloat((int) slots[0]);
        } else if (like instanceof Double) {
            return Double.longBitsToDouble(slots[0]);
        }
        return like instanceof Integer ? (Object) (int) slots[0] : (Object) slots[0];
    }

    private static ValueType typeOf(Object value) {
        if (value instanceof long[]) {
            return ValueType.V128;
        } else if (value instanceof Float) {
            return ValueType.F32;
        } else if (value instanceof Double) {
            return ValueType.F64;
        }
        return value instanceof Integer ? ValueType.I32 : ValueType.I64;
    }

    private static int code(ValueType type) {
        return switch (type) {
            case I32 -> 0x7F;
            case I64 -> 0x7E;
            case F32 -> 0x7D;
            case F64 -> 0x7C;
            default -> 0x7B;
        };
    }
}
