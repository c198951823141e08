package dev.sedge.runtime.internal.compiler.emit;

import static java.util.Objects.requireNonNull;

import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Callee;
import dev.sedge.runtime.internal.compiler.tree.Comparison;
import dev.sedge.runtime.internal.compiler.tree.Effects;
import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Operator;
import dev.sedge.runtime.internal.compiler.tree.RuntimeMethod;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes what leaves the value of an expression on the JVM's operand stack. */
final class ExpressionWriter {

    private final Code code;
    private final Layout layout;
    private final ModulePlan plan;
    private final Lines lines;
    private final MemoryWriter memory;

    /** @param manyAccesses whether loads and stores are written in line */
    ExpressionWriter(Code code, Layout layout, ModulePlan plan, Lines lines, boolean manyAccesses) {
        this.code = code;
        this.layout = layout;
        this.plan = plan;
        this.lines = lines;
        this.memory = new MemoryWriter(code, layout, lines, manyAccesses, this::write);
    }

    void write(Expr expr) {
        if (expr instanceof Expr.Const constant) {
            code.push(constant.kind(), constant.bits());
        } else if (expr instanceof Expr.Get get) {
            layout.load(code, get.variable());
        } else if (expr instanceof Expr.Operation operation) {
            operation(operation);
        } else if (expr instanceof Expr.Load load) {
            memory.load(load);
        } else if (expr instanceof Expr.Tee tee) {
            write(tee.value());
            code.dup(tee.kind());
            layout.store(code, tee.variable());
        } else if (expr instanceof Expr.GlobalGet get) {
            code.loadReference(layout.state);
            String name = Names.global(get.global(), get.half());
            code.field(Opcodes.GETFIELD, Names.STATE, name, get.kind());
        } else if (expr instanceof Expr.Invoke invoke) {
            invoke(invoke);
        } else if (expr instanceof Expr.Call call) {
            call(call);
        } else if (expr instanceof Expr.Half half) {
            write(half.value());
        }
    }

    void writeAll(List<Expr> operands) {
        for (int i = 0; i < operands.size(); i++) {
            write(operands.get(i));
        }
    }

    private void operation(Expr.Operation operation) {
        writeAll(operation.operands());
        if (operation.operator() == Operator.I64_EXTEND_I32_U) {
            // Programs of 32-bit addresses are full of it.
            code.widenUnsigned();
            return;
        }
        RuntimeMethod method = operation.operator().method();
        if (method != null) {
            if (operation.operator().traps()) {
                code.line(lines.of(operation.offset()));
            }
            code.call(method.owner(), method.name(), method.descriptor());
        }
        code.ops(operation.operator().instructions());
    }

    private void invoke(Expr.Invoke invoke) {
        writeAll(invoke.operands());
        RuntimeMethod method = invoke.method();
        if (method.state()) {
            code.loadReference(layout.state);
            code.line(lines.of(invoke.offset()));
        }
        code.call(method.owner(), method.name(), method.descriptor());
        if (method.effects().equals(Effects.ALL)) {
            reloadMemory();
        }
    }

    // -- memory

    void store(Stmt.Store store) {
        memory.store(store);
    }

    /** Writes what belongs behind all other code of the method. */
    void close() {
        memory.close();
    }

    /** The memory may have another size and another array now. */
    void reloadMemory() {
        if (layout.memory >= 0 && plan.memoryMoves()) {
            loadMemory();
        }
    }

    /**
     * What follows is a call. The JVM's interpreter keeps alive whatever a frame has in its variables; its compilers know
     * that nobody reads it.
     */
    void forgetMemory() {
        memory.leaveRange();
        if (layout.memory >= 0 && plan.memoryMoves()) {
            code.op(Opcodes.ACONST_NULL);
            code.out().visitVarInsn(Opcodes.ASTORE, layout.memory);
        }
    }

    /** Begins a method whose variables have values: what its code has at hand beside them. */
    void begin() {
        if (layout.memory >= 0) {
            loadMemory();
        }
        if (layout.rounds >= 0) {
            new Rounds(code, layout).begin(Rounds.USUAL);
        }
        code.frame(layout);
    }

    void loadMemory() {
        code.loadReference(layout.state);
        code.out().visitFieldInsn(Opcodes.GETFIELD, Names.INSTANCE_STATE, "memory", "[B");
        code.out().visitVarInsn(Opcodes.ASTORE, layout.memory);
        if (layout.size >= 0) {
            code.loadReference(layout.state);
            code.field(Opcodes.GETFIELD, Names.INSTANCE_STATE, "size", Kind.INT);
            code.store(Kind.INT, layout.size);
        }
    }

    // -- calls

    /** The class of a function. */
    String owner(int function) {
        return plan.owner(function);
    }

    /** Leaves the first result, if there is one. */
    void call(Expr.Call call) {
        Callee callee = call.callee();
        CallSignature signature = CallSignature.of(callee.parameters());
        spill(call.operands(), signature);
        writeAll(call.operands().subList(0, signature.passed()));
        if (callee instanceof Callee.Direct direct) {
            passState();
            forgetMemory();
            code.line(lines.of(call.offset()));
            code.call(
                    plan.owner(direct.function()), Names.method(direct.function()), plan.descriptor(direct.function()));
        } else {
            write(call.operands().get(signature.count()));
            code.line(lines.of(call.offset()));
            dispatch(callee);
        }
        reloadMemory();
    }

    /** Leaves operands with the state that are no parameters of the method; they are in variables. */
    private void spill(List<Expr> operands, CallSignature signature) {
        for (int i = signature.passed(); i < signature.count(); i++) {
            putAside(operands.get(i), i);
        }
    }

    /** Leaves a value with the state. */
    void putAside(Expr value, int index) {
        write(value);
        code.put(value.kind(), index, layout.state);
    }

    /** Takes a value that was left with the state. */
    void take(Kind kind, int index) {
        code.take(kind, index, layout.state);
    }

    /** Asks for a call whose arguments are in variables; the function must end then. */
    void requestTailCall(Expr.Call call) {
        Callee callee = call.callee();
        int count = callee.parameters().size();
        for (int i = 0; i < count; i++) {
            putAside(call.operands().get(i), i);
        }
        if (callee instanceof Callee.Direct direct) {
            code.push(plan.module().numbers().of(direct.function()));
            code.loadReference(layout.state);
            code.call(Names.RUN + "TailCalls", "request", "(I" + Names.STATE_PARAMETER + ")V");
            return;
        }
        write(call.operands().get(count));
        code.line(lines.of(call.offset()));
        int type = pushNumber(callee);
        code.push(plan.module().numbers().begin(type));
        code.push(plan.module().numbers().end(type));
        code.loadReference(layout.state);
        code.call(Names.RUN + "TailCalls", "request", "(III" + Names.STATE_PARAMETER + ")V");
    }

    private void dispatch(Callee callee) {
        int type = pushNumber(callee);
        passState();
        forgetMemory();
        code.call(Names.dispatcher(type, 0), "call", Names.descriptor(callee.parameters(), "I", callee.results()));
    }

    /** Turns what is called, an entry of a table or a reference, into the number of a function; the type it must have. */
    private int pushNumber(Callee callee) {
        if (callee instanceof Callee.Reference reference) {
            code.call(Names.REFERENCES, "function", "(I)I");
            return reference.type();
        }
        Callee.Indirect indirect = (Callee.Indirect) callee;
        if (indirect.table() == 0) {
            code.loadReference(layout.state);
            code.out().visitFieldInsn(Opcodes.GETFIELD, Names.INSTANCE_STATE, "table", "[I");
        } else {
            code.push(indirect.table());
            code.loadReference(layout.state);
            code.call(Names.TABLES, "functions", "(I" + Names.STATE_PARAMETER + ")[I");
        }
        code.call(Names.TABLES, "function", "(I[I)I");
        return indirect.type();
    }

    private void passState() {
        code.loadReference(layout.state);
        code.load(Kind.INT, layout.depth);
        code.push(1);
        code.op(Opcodes.ISUB);
    }

    // -- conditions

    /** Jumps when an expression is not zero, or when it is. */
    void jump(Expr condition, Label target, boolean whenTrue) {
        if (!(condition instanceof Expr.Operation operation)
                || operation.operator().comparison() == null) {
            write(condition);
            code.jump(whenTrue ? Opcodes.IFNE : Opcodes.IFEQ, target);
            return;
        }
        Comparison comparison = requireNonNull(operation.operator().comparison());
        Expr first = operation.operands().get(0);
        if (comparison == Comparison.INT_ZERO
                && first instanceof Expr.Operation inner
                && inner.operator().comparison() != null) {
            jump(inner, target, !whenTrue);
            return;
        }
        int jump = whenTrue
                ? operation.operator().jump()
                : inverse(operation.operator().jump());
        compare(comparison, operation.operands());
        boolean ofInts = comparison == Comparison.INT;
        code.jump(ofInts ? jump + (Opcodes.IF_ICMPEQ - Opcodes.IFEQ) : jump, target);
    }

    /** IFEQ and IFNE, IFLT and IFGE, IFGT and IFLE are neighbours. */
    private static int inverse(int jump) {
        return ((jump - Opcodes.IFEQ) ^ 1) + Opcodes.IFEQ;
    }

    private void compare(Comparison comparison, List<Expr> operands) {
        switch (comparison) {
            case INT_ZERO, INT -> writeAll(operands);
            case LONG_ZERO -> {
                writeAll(operands);
                code.op(Opcodes.LCONST_0);
                code.op(Opcodes.LCMP);
            }
            case LONG -> compare(operands, Opcodes.LCMP);
            case FLOAT_LESS -> compare(operands, Opcodes.FCMPG);
            case FLOAT_GREATER -> compare(operands, Opcodes.FCMPL);
            case DOUBLE_LESS -> compare(operands, Opcodes.DCMPG);
            case DOUBLE_GREATER -> compare(operands, Opcodes.DCMPL);
            case LONG_UNSIGNED -> {
                writeAll(operands);
                code.call("java/lang/Long", "compareUnsigned", "(JJ)I");
            }
            case INT_UNSIGNED -> compareUnsigned(operands);
        }
    }

    private void compare(List<Expr> operands, int opcode) {
        writeAll(operands);
        code.op(opcode);
    }

    private void compareUnsigned(List<Expr> operands) {
        if (!plan.comparesAsLongs()) {
            writeAll(operands);
            code.call("java/lang/Integer", "compareUnsigned", "(II)I");
            return;
        }
        for (Expr operand : operands) {
            if (operand instanceof Expr.Const constant) {
                code.push(constant.bits() & 0xFFFFFFFFL);
            } else {
                write(operand);
                code.widenUnsigned();
            }
        }
        code.op(Opcodes.LCMP);
    }
}
