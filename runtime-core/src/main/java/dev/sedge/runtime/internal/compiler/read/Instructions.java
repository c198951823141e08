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
import dev.sedge.runtime.internal.compiler.tree.Var;
import dev.sedge.runtime.internal.compiler.vector.VectorOp;
import dev.sedge.runtime.internal.scan.ByteReader;
import dev.sedge.runtime.internal.scan.Types;
import java.util.ArrayList;
import java.util.List;

/** All instructions but those of control. */
final class Instructions {

    private static final int FUNCREF_NULL = -1;

    private final ModuleCode module;
    private final ByteReader in;
    private final OperandStack stack;
    private final List<List<Var>> locals;
    private final Control control;
    private final Vectors vectors;
    private int accesses;

    Instructions(ModuleCode module, ByteReader in, OperandStack stack, List<List<Var>> locals, Control control) {
        this.module = module;
        this.in = in;
        this.stack = stack;
        this.locals = locals;
        this.control = control;
        this.vectors = new Vectors(in, stack);
    }

    int accesses() {
        return accesses;
    }

    void read(int opcode, int offset) {
        if (opcode >= 0x45 && opcode <= 0xC4) {
            operation(Operator.of(opcode), offset);
        } else if (opcode >= 0x28 && opcode <= 0x35) {
            load(Access.of(opcode), offset);
        } else if (opcode >= 0x36 && opcode <= 0x3E) {
            store(Access.of(opcode), offset);
        } else {
            other(opcode, offset);
        }
    }

    private void other(int opcode, int offset) {
        switch (opcode) {
            case 0x01 -> {}
            case 0x1A -> drop();
            case 0x1B -> select();
            case 0x1C -> {
                for (long count = in.u32(); count > 0; count--) {
                    Types.value(in);
                }
                select();
            }
            case 0x20 -> getLocal(locals.get((int) in.u32()));
            case 0x21 -> setLocal(locals.get((int) in.u32()));
            case 0x22 -> teeLocal(locals.get((int) in.u32()));
            case 0x23 -> getGlobal((int) in.u32());
            case 0x24 -> setGlobal((int) in.u32());
            case 0x25 -> index(table -> RuntimeMethods.tableGet(element(table)), 1, offset);
            case 0x26 -> index(table -> RuntimeMethods.tableSet(element(table)), 2, offset);
            case 0x3F -> index(memory -> RuntimeMethods.MEMORY_SIZE, 0, offset);
            case 0x40 -> index(memory -> RuntimeMethods.MEMORY_GROW, 1, offset);
            case 0x41 -> stack.push(Const.of((int) in.signed()));
            case 0x42 -> stack.push(Const.of(in.signed()));
            case 0x43 -> stack.push(new Const(Kind.FLOAT, in.fixed32()));
            case 0x44 -> stack.push(new Const(Kind.DOUBLE, in.fixed64()));
            case 0xD0 -> nullReference(Types.heap(in.signed()));
            case 0xD1 -> {
                Expr reference = stack.pop();
                stack.push(new Expr.Invoke(RuntimeMethods.isNull(reference.kind()), List.of(reference), offset));
            }
            case 0xD2 -> stack.push(Const.of(module.numbers().of((int) in.u32())));
            case 0xFC -> prefixed((int) in.u32(), offset);
            case 0xFD -> vector((int) in.u32(), offset);
            default -> throw new UnsupportedOperationException("opcode 0x" + Integer.toHexString(opcode));
        }
    }

    private void prefixed(int number, int offset) {
        switch (number) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> operation(Operator.prefixed(number), offset);
            case 8 -> indices(RuntimeMethods.MEMORY_INIT, 3, offset);
            case 9 -> index(segment -> RuntimeMethods.DATA_DROP, 0, offset);
            case 10 -> indices(RuntimeMethods.MEMORY_COPY, 3, offset);
            case 11 -> index(memory -> RuntimeMethods.MEMORY_FILL, 3, offset);
            case 12 -> indices(RuntimeMethods.TABLE_INIT, 3, offset);
            case 13 -> index(segment -> RuntimeMethods.ELEMENT_DROP, 0, offset);
            case 14 -> indices(RuntimeMethods.TABLE_COPY, 3, offset);
            case 15 -> index(table -> RuntimeMethods.tableGrow(element(table)), 2, offset);
            case 16 -> index(table -> RuntimeMethods.TABLE_SIZE, 0, offset);
            case 17 -> index(table -> RuntimeMethods.tableFill(element(table)), 3, offset);
            default -> throw new UnsupportedOperationException("opcode 0xfc " + number);
        }
    }

    private void vector(int number, int offset) {
        VectorOp op = VectorOp.of(number).orElseThrow(() -> new UnsupportedOperationException("opcode 0xfd " + number));
        vectors.read(op, op.immediate().hasMemory() ? memoryArgument() : MemoryArgument.NONE, offset);
    }

    // -- numbers

    private void operation(Operator operator, int offset) {
        stack.push(new Expr.Operation(operator, stack.pop(operator.operands().size()), offset));
    }

    private void drop() {
        Expr value = stack.pop();
        evaluate(value);
        if (value.kind() == Kind.HIGH) {
            evaluate(stack.pop());
        }
    }

    private void evaluate(Expr value) {
        Effects effects = value.effects();
        if (effects.writes() != 0
                || (effects.state() & (Effects.TRAPS | Effects.WRITES_MEMORY | Effects.WRITES_STATE)) != 0) {
            stack.add(new Stmt.Eval(value), effects);
        }
    }

    private void select() {
        if (stack.peekKind(1) == Kind.HIGH) {
            stack.settle(5);
            List<Expr> operands = stack.pop(5);
            Expr condition = operands.get(4);
            stack.push(
                    select(operands.get(0), operands.get(2), condition),
                    select(operands.get(1), operands.get(3), condition));
        } else {
            List<Expr> operands = stack.pop(3);
            stack.push(select(operands.get(0), operands.get(1), operands.get(2)));
        }
    }

    private static Expr select(Expr first, Expr second, Expr condition) {
        return new Expr.Invoke(RuntimeMethods.select(first.kind()), List.of(first, second, condition), 0);
    }

    // -- variables

    private void getLocal(List<Var> parts) {
        for (int i = 0; i < parts.size(); i++) {
            stack.push(new Expr.Get(parts.get(i)));
        }
    }

    private void setLocal(List<Var> parts) {
        for (Expr value : popParts(parts.size())) {
            assign(parts.get(value.kind() == Kind.HIGH ? 1 : 0), value);
        }
    }

    /** Pops a value or the halves of a vector; these from variables, so that setting one cannot change the other. */
    private List<Expr> popParts(int parts) {
        if (parts > 1) {
            stack.settle(parts);
        }
        return stack.pop(parts);
    }

    private void assign(Var local, Expr value) {
        if (control.isGuarded()) {
            // A handler must not see it before what throws has been done.
            stack.settleBefore(value.effects().and(Effects.LEAVES));
        }
        stack.assign(local, value);
    }

    private void teeLocal(List<Var> parts) {
        if (parts.size() == 1 && !control.isGuarded()) {
            stack.push(new Expr.Tee(parts.get(0), stack.pop()));
            return;
        }
        setLocal(parts);
        getLocal(parts);
    }

    private void getGlobal(int global) {
        List<Kind> kinds = Kind.of(module.outline().globals().get(global).value());
        for (int half = 0; half < kinds.size(); half++) {
            stack.push(new Expr.GlobalGet(global, half, kinds.get(half)));
        }
    }

    private void setGlobal(int global) {
        int halves = Kind.of(module.outline().globals().get(global).value()).size();
        List<Expr> values = popParts(halves);
        for (int half = 0; half < halves; half++) {
            Effects effects = values.get(half).effects().and(Effects.of(Effects.WRITES_STATE));
            stack.add(new Stmt.GlobalSet(global, half, values.get(half)), effects);
        }
    }

    // -- memory

    private MemoryArgument memoryArgument() {
        MemoryArgument argument = MemoryArgument.read(in);
        accesses += argument.memory() == 0 ? 1 : 0;
        return argument;
    }

    private void load(Access access, int offset) {
        MemoryArgument argument = memoryArgument();
        stack.push(new Expr.Load(access, argument.memory(), stack.pop(), argument.offset(), offset));
    }

    private void store(Access access, int offset) {
        MemoryArgument argument = memoryArgument();
        Expr value = stack.pop();
        Expr address = stack.pop();
        Effects effects = address.effects().and(value.effects()).and(Effects.of(Effects.WRITES_MEMORY | Effects.TRAPS));
        stack.add(new Stmt.Store(access, argument.memory(), address, argument.offset(), value, offset), effects);
    }

    // -- references, tables, segments

    private void nullReference(ValueType type) {
        stack.push(
                switch (type) {
                    case FUNCREF -> Const.of(FUNCREF_NULL);
                    case EXTERNREF -> Const.of(-1L);
                    default -> Const.zero(Kind.REF);
                });
    }

    private Kind element(int table) {
        return Kind.of(module.outline().tables().get(table).element()).get(0);
    }

    /** An instruction with an index behind it, which becomes its last operand. */
    private void index(MethodOfIndex method, int operands, int offset) {
        int index = (int) in.u32();
        invoke(method.of(index), operands, offset, index);
    }

    /** An instruction with two indices behind it. */
    private void indices(RuntimeMethod method, int operands, int offset) {
        int first = (int) in.u32();
        invoke(method, operands, offset, first, (int) in.u32());
    }

    private void invoke(RuntimeMethod method, int operands, int offset, int... indices) {
        List<Expr> all = new ArrayList<>(stack.pop(operands));
        for (int index : indices) {
            all.add(Const.of(index));
        }
        Expr.Invoke invoke = new Expr.Invoke(method, List.copyOf(all), offset);
        if (method.isVoid()) {
            stack.add(new Stmt.Eval(invoke), invoke.effects());
        } else {
            stack.push(invoke);
        }
    }

    /** The method of an instruction on the table, memory or segment of an index. */
    @FunctionalInterface
    private interface MethodOfIndex {
        RuntimeMethod of(int index);
    }
}
