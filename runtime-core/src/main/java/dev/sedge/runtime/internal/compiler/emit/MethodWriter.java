package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.FunctionTree;
import dev.sedge.runtime.internal.compiler.tree.FunctionTree.Traits;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a function as a static method. */
final class MethodWriter {

    private final ModulePlan plan;
    private final FunctionTree tree;
    private final Traits traits;
    private final Layout layout;
    private final Code code;
    private final ExpressionWriter expressions;
    private final StatementWriter statements;

    private MethodWriter(ModulePlan plan, FunctionTree tree, MethodVisitor out) {
        this.plan = plan;
        this.tree = tree;
        this.traits = tree.traits();
        int passed = CallSignature.of(plan.module().kinds().function(tree.index()).parameters()).passed();
        this.layout = new Layout(
                tree.parameters().subList(0, passed), tree.variables().size(), traits.memory(), traits.loops());
        this.code = new Code(out);
        Lines lines = Lines.of(tree.codeStart(), tree.codeEnd());
        this.expressions = new ExpressionWriter(code, layout, plan, lines);
        this.statements = new StatementWriter(code, layout, expressions, lines, tree.index());
    }

    static void write(ModulePlan plan, FunctionTree tree, ClassVisitor type) {
        MethodVisitor out = type.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
                Names.method(tree.index()),
                plan.descriptor(tree.index()),
                null,
                null);
        out.visitCode();
        new MethodWriter(plan, tree, out).write();
        out.visitMaxs(0, 0);
        out.visitEnd();
    }

    private void write() {
        prologue();
        statements.write(tree.body());
        // A label may be the last thing; the JVM wants an instruction behind it.
        code.place(new Label());
        code.op(Opcodes.ACONST_NULL);
        code.op(Opcodes.ATHROW);
    }

    private void prologue() {
        overflowingParameters();
        for (Stmt.Assign local : tree.locals()) {
            layout.add(local.variable());
            initialise(local.variable(), local.value());
        }
        for (Var variable : tree.variables()) {
            if (!layout.has(variable)) {
                layout.add(variable);
                initialise(variable, Expr.Const.zero(variable.kind()));
            }
        }
        if (layout.memory >= 0) {
            expressions.loadMemory();
        }
        if (layout.rounds >= 0) {
            code.push(ROUNDS);
            code.store(Kind.INT, layout.rounds);
        }
        Object[] frame = layout.frame();
        code.out().visitFrame(Opcodes.F_FULL, frame.length, frame, 0, null);
        if (traits.calls()) {
            checkDepth();
        }
    }

    /** Rounds of loops before the first poll; a function that calls polls at its beginning. */
    private static final int ROUNDS = 1000;

    private void overflowingParameters() {
        List<Var> parameters = tree.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Var parameter = parameters.get(i);
            if (!layout.has(parameter)) {
                layout.add(parameter);
                expressions.take(parameter.kind(), i);
                code.store(parameter.kind(), layout.slot(parameter));
            }
        }
    }

    private void initialise(Var variable, Expr value) {
        expressions.write(value);
        code.store(variable.kind(), layout.slot(variable));
    }

    private void checkDepth() {
        Label go = new Label();
        code.line(1);
        code.load(Kind.INT, layout.depth);
        code.jump(Opcodes.IFGT, go);
        code.call(Names.INSTANCE_STATE, "stackExhausted", "()Ldev/sedge/runtime/TrapException;");
        code.op(Opcodes.ATHROW);
        code.place(go);
        code.loadReference(layout.state);
        code.call(Names.INSTANCE_STATE, "poll", "(" + Names.STATE_PARAMETER + ")V");
    }
}
