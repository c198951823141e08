package dev.sedge.runtime.internal.compiler.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Halves;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Scalar;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Twice;
import dev.sedge.runtime.internal.compiler.vector.Term.Call;
import dev.sedge.runtime.internal.compiler.vector.Term.Core;
import dev.sedge.runtime.internal.compiler.vector.Term.IntConstant;
import dev.sedge.runtime.internal.compiler.vector.Term.LongConstant;
import dev.sedge.runtime.internal.compiler.vector.Term.Operand;
import dev.sedge.runtime.internal.compiler.vector.Term.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table against the index of the specification, and its terms against the types of the instructions. */
final class VectorOpTest {

    @Test
    void of_everyNumber_isTheIndexOfTheSpecification() {
        Map<Integer, String> table = new TreeMap<>();
        for (int opcode = 0; opcode < 256; opcode++) {
            int number = opcode;
            VectorOp.of(opcode).ifPresent(op -> table.put(number, describe(op)));
        }

        assertThat(table).isEqualTo(SpecificationIndex.read()).hasSize(236);
    }

    @Test
    void of_numbersOutside_isEmpty() {
        assertThat(VectorOp.of(-1)).isEmpty();
        assertThat(VectorOp.of(0x9A)).isEmpty();
        assertThat(VectorOp.of(0x100)).isEmpty();
    }

    @Test
    void lower_everyInstructionAndLane_givesTermsOfTheRightTypes() {
        for (int opcode : SpecificationIndex.read().keySet()) {
            VectorOp op = VectorOp.of(opcode).orElseThrow();
            for (int lane = 0; lane < lanes(op); lane++) {
                checkTypes(op, op.lower(lane, 0));
            }
        }
    }

    @Test
    void lower_laneThatIsNotThere_saysSo() {
        VectorOp op = VectorOp.of(0x18).orElseThrow();

        assertThatThrownBy(() -> op.lower(8, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("i16x8.extract_lane_s has no lane 8, only 8 lanes");
    }

    @Test
    void lower_v128Store_writesTheLastBytesFirst() {
        Lowering store = VectorOp.of(0x0B).orElseThrow().lower(0, 0);

        assertThat(store.stores()).extracting(Store::extraOffset).containsExactly(8, 0);
    }

    /** How many lanes an instruction can name: as many as its name says. */
    static int lanes(VectorOp op) {
        if (op.immediate() == Immediate.MEMORY_LANE) {
            return 128 / Integer.parseInt(op.name().replaceAll("v128\\.\\D+|_lane", ""));
        }
        String shape = op.name().substring(0, op.name().indexOf('.'));
        return op.immediate() == Immediate.LANE ? Integer.parseInt(shape.substring(shape.indexOf('x') + 1)) : 1;
    }

    private static String describe(VectorOp op) {
        String operands = op.operands().stream().map(type -> " " + type).collect(Collectors.joining());
        return op.name() + " " + op.immediate() + operands + " ->" + result(op);
    }

    private static String result(VectorOp op) {
        Outcome outcome = op.lower(0, 0).outcome();
        if (outcome instanceof Outcome.None) {
            return "";
        }
        return " "
                + (outcome instanceof Scalar scalar ? type(scalar.value(), types(op, op.lower(0, 0))) : ValueType.V128);
    }

    private static void checkTypes(VectorOp op, Lowering lowering) {
        List<ValueType> types = types(op, lowering);
        lowering.stores().forEach(store -> assertI64(store.value(), types));
        if (lowering.outcome() instanceof Halves halves) {
            assertI64(halves.low(), types);
            assertI64(halves.high(), types);
        } else if (lowering.outcome() instanceof Twice twice) {
            assertI64(twice.half(), types);
        } else if (lowering.outcome() instanceof Scalar scalar) {
            type(scalar.value(), types);
        }
    }

    private static void assertI64(Term term, List<ValueType> types) {
        assertThat(type(term, types)).isEqualTo(ValueType.I64);
    }

    private static List<ValueType> types(VectorOp op, Lowering lowering) {
        List<ValueType> types = new ArrayList<>(op.operands());
        lowering.loads().forEach(load -> types.add(ValueType.I64));
        return types;
    }

    /** The type of a term, checked all the way down. */
    private static ValueType type(Term term, List<ValueType> operands) {
        if (term instanceof Operand operand) {
            ValueType type = operands.get(operand.index());
            assertThat(operand.part() == Part.WHOLE).isEqualTo(type != ValueType.V128);
            return type == ValueType.V128 ? ValueType.I64 : type;
        } else if (term instanceof IntConstant) {
            return ValueType.I32;
        } else if (term instanceof LongConstant) {
            return ValueType.I64;
        } else if (term instanceof Core core) {
            return typeOf(core, operands);
        }
        Call call = (Call) term;
        List<ValueType> arguments = VectorRunner.method(call).type().parameterList().stream()
                .map(VectorOpTest::typeOf)
                .toList();
        assertThat(call.arguments())
                .extracting(argument -> type(argument, operands))
                .isEqualTo(arguments);
        return typeOf(VectorRunner.method(call).type().returnType());
    }

    private static ValueType typeOf(Core core, List<ValueType> operands) {
        List<ValueType> arguments = core.arguments().stream()
                .map(argument -> type(argument, operands))
                .toList();
        ValueType i32 = ValueType.I32;
        ValueType i64 = ValueType.I64;
        String signature = core.opcode() + " " + arguments;
        return switch (core.opcode()) {
            case Terms.I32_AND -> checked(signature, arguments, List.of(i32, i32), i32);
            case Terms.I32_WRAP_I64 -> checked(signature, arguments, List.of(i64), i32);
            case Terms.I32_EXTEND8_S, Terms.I32_EXTEND16_S -> checked(signature, arguments, List.of(i32), i32);
            case Terms.I64_EXTEND_I32_U -> checked(signature, arguments, List.of(i32), i64);
            case Terms.I64_EXTEND32_S -> checked(signature, arguments, List.of(i64), i64);
            case Terms.I32_REINTERPRET_F32 -> checked(signature, arguments, List.of(ValueType.F32), i32);
            case Terms.I64_REINTERPRET_F64 -> checked(signature, arguments, List.of(ValueType.F64), i64);
            case Terms.F32_REINTERPRET_I32 -> checked(signature, arguments, List.of(i32), ValueType.F32);
            case Terms.F64_REINTERPRET_I64 -> checked(signature, arguments, List.of(i64), ValueType.F64);
            default -> checked(signature, arguments, List.of(i64, i64), i64);
        };
    }

    private static ValueType checked(
            String signature, List<ValueType> actual, List<ValueType> expected, ValueType result) {
        assertThat(actual).as(signature).isEqualTo(expected);
        return result;
    }

    private static ValueType typeOf(Class<?> type) {
        return type == int.class ? ValueType.I32 : ValueType.I64;
    }
}
