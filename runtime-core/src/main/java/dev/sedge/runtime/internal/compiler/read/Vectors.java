package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.tree.Access;
import dev.sedge.runtime.internal.compiler.tree.Effects;
import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Expr.Const;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Operator;
import dev.sedge.runtime.internal.compiler.tree.RuntimeMethod;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.vector.Load;
import dev.sedge.runtime.internal.compiler.vector.Lowering;
import dev.sedge.runtime.internal.compiler.vector.Outcome;
import dev.sedge.runtime.internal.compiler.vector.Store;
import dev.sedge.runtime.internal.compiler.vector.Term;
import dev.sedge.runtime.internal.compiler.vector.VectorOp;
import dev.sedge.runtime.internal.scan.ByteReader;
import java.util.ArrayList;
import java.util.List;

/** Vector instructions: each becomes scalar code on the halves of its operands. */
final class Vectors {

    private final ByteReader in;
    private final OperandStack stack;

    Vectors(ByteReader in, OperandStack stack) {
        this.in = in;
        this.stack = stack;
    }

    /** An instruction whose memory argument, if it has one, has been read. */
    void read(VectorOp op, MemoryArgument memory, int offset) {
        long low = 0;
        long high = 0;
        switch (op.immediate().bytes()) {
            case 1 -> low = in.u8();
            case 16 -> {
                low = in.fixed64();
                high = in.fixed64();
            }
            default -> {}
        }
        apply(op.operands(), op.lower(low, high), memory, offset);
    }

    private void apply(List<ValueType> operands, Lowering lowering, MemoryArgument memory, int offset) {
        int halves = Kind.of(operands).size();
        int loads = lowering.loads().size();
        stack.settle(halves);
        List<List<Expr>> values = values(operands, stack.top(halves));
        for (Load load : lowering.loads()) {
            int at = memory.offset(load.extraOffset());
            Access access = Access.of(load.opcode());
            stack.push(new Expr.Load(access, memory.memory(), values.get(0).get(0), at, offset));
            stack.settle(1);
            values.add(stack.top(1));
        }
        stack.pop(halves + loads);
        for (Store store : lowering.stores()) {
            Expr value = expression(store.value(), values);
            int at = memory.offset(store.extraOffset());
            stack.add(
                    new Stmt.Store(
                            Access.of(store.opcode()),
                            memory.memory(),
                            values.get(0).get(0),
                            at,
                            value,
                            offset),
                    Effects.ALL.and(value.effects()));
        }
        push(lowering.outcome(), values);
    }

    private static List<List<Expr>> values(List<ValueType> operands, List<Expr> halves) {
        List<List<Expr>> values = new ArrayList<>();
        int next = 0;
        for (ValueType operand : operands) {
            values.add(halves.subList(next, next + operand.slots()));
            next += operand.slots();
        }
        return values;
    }

    private void push(Outcome outcome, List<List<Expr>> values) {
        if (outcome instanceof Outcome.Scalar scalar) {
            stack.push(scalar(expression(scalar.value(), values)));
        } else if (outcome instanceof Outcome.Halves halves) {
            stack.push(expression(halves.low(), values), expression(halves.high(), values));
        } else if (outcome instanceof Outcome.Twice twice) {
            stack.push(expression(twice.half(), values));
            stack.settle(1);
            Expr half = stack.pop();
            stack.push(half, half);
        }
    }

    /** A value that is no half of a vector any more. */
    private static Expr scalar(Expr value) {
        return value.kind() == Kind.HIGH ? new Expr.Half(value, Kind.LONG) : value;
    }

    private static Expr expression(Term term, List<List<Expr>> values) {
        if (term instanceof Term.Operand operand) {
            Expr value = values.get(operand.index()).get(operand.part() == Term.Part.HIGH ? 1 : 0);
            return value;
        } else if (term instanceof Term.IntConstant constant) {
            return Const.of(constant.value());
        } else if (term instanceof Term.LongConstant constant) {
            return Const.of(constant.value());
        } else if (term instanceof Term.Core core) {
            return new Expr.Operation(Operator.of(core.opcode()), all(core.arguments(), values), 0);
        }
        Term.Call call = (Term.Call) term;
        RuntimeMethod method = new RuntimeMethod(call.owner(), call.name(), call.descriptor(), false, Effects.NONE);
        return new Expr.Invoke(method, all(call.arguments(), values), 0);
    }

    private static List<Expr> all(List<Term> terms, List<List<Expr>> values) {
        List<Expr> all = new ArrayList<>(terms.size());
        for (Term term : terms) {
            all.add(expression(term, values));
        }
        return all;
    }
}
