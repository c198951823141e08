package dev.sedge.runtime.internal.compiler.vector;

import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Halves;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Scalar;
import dev.sedge.runtime.internal.compiler.vector.Outcome.Twice;
import dev.sedge.runtime.internal.compiler.vector.VectorOp.Rule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All instructions by number, filled by one class per family. */
final class VectorTable {

    private static final VectorTable ALL = new VectorTable();

    private final @Nullable VectorOp[] ops = new VectorOp[256];

    private VectorTable() {
        MemoryOps.define(this);
        LaneOps.define(this);
        IntegerOps.define(this);
        WidthOps.define(this);
        FloatOps.define(this);
    }

    static Optional<VectorOp> find(int opcode) {
        return opcode < 0 || opcode >= ALL.ops.length ? Optional.empty() : Optional.ofNullable(ALL.ops[opcode]);
    }

    void define(int opcode, String name, List<ValueType> operands, Immediate immediate, int lanes, Rule rule) {
        if (ops[opcode] != null) {
            throw new IllegalStateException(name + " has the number of " + ops[opcode]);
        }
        ops[opcode] = new VectorOp(name, operands, immediate, lanes, rule);
    }

    /** An instruction without immediates. */
    void define(int opcode, String name, List<ValueType> operands, Outcome outcome) {
        Lowering lowering = new Lowering(List.of(), List.of(), outcome);
        define(opcode, name, operands, Immediate.NONE, 0, (low, high) -> lowering);
    }

    /** One that names a lane; the rule gives what it pushes. */
    void lane(int opcode, String name, List<ValueType> operands, int lanes, LaneRule rule) {
        define(opcode, name, operands, Immediate.LANE, lanes, (lane, none) -> pure(rule.push((int) lane)));
    }

    /** One that computes each half from the same halves of its operands. */
    void lanewise(int opcode, String name, List<ValueType> operands, HalfRule rule) {
        define(opcode, name, operands, new Halves(rule.half(Terms::low), rule.half(Terms::high)));
    }

    void halves(int opcode, String name, List<ValueType> operands, Term low, Term high) {
        define(opcode, name, operands, new Halves(low, high));
    }

    void scalar(int opcode, String name, List<ValueType> operands, Term value) {
        define(opcode, name, operands, new Scalar(value));
    }

    void splat(int opcode, String name, ValueType operand, Term half) {
        define(opcode, name, List.of(operand), new Twice(half));
    }

    static Lowering pure(Outcome outcome) {
        return new Lowering(List.of(), List.of(), outcome);
    }

    /** What is pushed for a lane. */
    @FunctionalInterface
    interface LaneRule {
        Outcome push(int lane);
    }

    /** One half of the result from the same halves of the operands. */
    @FunctionalInterface
    interface HalfRule {
        Term half(Chosen operands);
    }

    /** The half that is computed now, of an operand. */
    @FunctionalInterface
    interface Chosen {
        Term of(int operand);
    }
}
