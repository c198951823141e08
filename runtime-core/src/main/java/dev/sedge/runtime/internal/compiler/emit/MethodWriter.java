package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.split.Splitter;
import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.FunctionTree;
import dev.sedge.runtime.internal.compiler.tree.FunctionTree.Traits;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Mentions;
import dev.sedge.runtime.internal.compiler.tree.Part;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a function as a static method, or as several. */
final class MethodWriter {

    /** HotSpot never compiles a method of more bytes. */
    private static final int MAX_BYTES = 8000;

    private final FunctionTree tree;
    private final Traits traits;
    private final Layout layout;
    private final Code code;
    private final ExpressionWriter expressions;
    private final StatementWriter statements;

    private MethodWriter(
            ModulePlan plan,
            FunctionTree tree,
            List<Var> parameters,
            List<Var> shared,
            Traits traits,
            MethodVisitor out) {
        this.tree = tree;
        this.traits = traits;
        this.layout = new Layout(
                parameters, shared, tree.variables().size(), traits.memory(), plan.hasReserve(), traits.loops());
        this.code = new Code(out);
        Lines lines = Lines.of(tree.codeStart(), tree.codeEnd());
        this.expressions = new ExpressionWriter(
                code, layout, plan, lines, traits.accesses() > plan.limits().calledAccesses());
        this.statements = new StatementWriter(code, layout, expressions, lines, tree.index());
    }

    /**
     * Writes a function whose variables a method can have.
     *
     * @throws OverlongMethodException when it could not be divided into methods that HotSpot compiles
     */
    static void write(ModulePlan plan, FunctionTree whole, ClassWriter type) {
        Splitter.Result split = Splitter.split(whole, plan.limits().methodBytes());
        FunctionTree tree = split.tree();
        int passed = CallSignature.of(
                        plan.module().kinds().function(tree.index()).parameters())
                .passed();
        String name = nameOf(plan, tree, type);
        MethodVisitor out = begin(type, name, plan.descriptor(tree.index()));
        List<Var> parameters = tree.parameters().subList(0, passed);
        List<Var> shared = split.shared();
        new MethodWriter(plan, tree, parameters, shared, tree.traits(), out)
                .writeFunction(!split.parts().isEmpty());
        for (Part part : split.parts()) {
            MethodVisitor method = begin(
                    type, Names.method(tree.index(), part.number()), PartWriter.descriptor(part, !shared.isEmpty()));
            new MethodWriter(plan, tree, part.inputs(), shared, part.traits(), method).writePart(part);
        }
    }

    /** The name of the method with the function's body; where it makes tail calls, the one that others call is written too. */
    static String nameOf(ModulePlan plan, FunctionTree tree, ClassWriter type) {
        if (!tree.traits().tailCalls()) {
            return Names.method(tree.index());
        }
        new TailCallWriter(plan).writeCaller(tree.index(), type);
        return Names.tailMethod(tree.index());
    }

    static MethodVisitor begin(ClassWriter type, String name, String descriptor) {
        MethodVisitor out = type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
        out.visitCode();
        return out;
    }

    static void end(MethodVisitor out) {
        out.visitMaxs(0, 0);
        out.visitEnd();
    }

    private void writeFunction(boolean split) {
        if (layout.shared >= 0) {
            code.call(Names.SHARED, "create", "()L" + Names.SHARED + ";");
            code.out().visitVarInsn(Opcodes.ASTORE, layout.shared);
        }
        takeParameters();
        BitSet needed = split ? mentioned(tree.body()) : all();
        for (Stmt.Assign local : tree.locals()) {
            // What is shared is read in parts, which cannot know whether it has its first value.
            if (needed.get(local.variable().id()) || layout.isShared(local.variable())) {
                add(local.variable(), local.value());
            }
        }
        addOthers(needed);
        expressions.begin();
        if (traits.calls() || split) {
            checkDepth();
        }
        statements.write(tree.body());
        close();
    }

    private void writePart(Part part) {
        BitSet needed = mentioned(part.body());
        part.outputs().forEach(output -> needed.set(output.id()));
        addOthers(needed);
        PartWriter writer = new PartWriter(code, layout, expressions);
        int way = writer.addWay(part);
        expressions.begin();
        boolean ends = statements.write(part.body());
        writer.leave(part, ends, way, statements::label);
        close();
    }

    private static BitSet mentioned(List<Stmt> body) {
        Mentions mentions = Mentions.of(body);
        BitSet variables = mentions.reads();
        variables.or(mentions.writes());
        return variables;
    }

    private BitSet all() {
        BitSet all = new BitSet();
        all.set(0, tree.variables().size());
        return all;
    }

    /** Parameters that do not fit into the method's, and those that are shared. */
    private void takeParameters() {
        List<Var> parameters = tree.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Var parameter = parameters.get(i);
            if (!layout.isPassed(parameter)) {
                if (!layout.isShared(parameter)) {
                    layout.add(parameter);
                }
                expressions.take(parameter.kind(), i);
                layout.store(code, parameter);
            } else if (layout.isShared(parameter)) {
                layout.share(code, parameter);
            }
        }
    }

    private void addOthers(BitSet needed) {
        for (int id = needed.nextSetBit(0); id >= 0; id = needed.nextSetBit(id + 1)) {
            Var variable = tree.variables().get(id);
            if (!layout.has(variable)) {
                add(variable, Expr.Const.zero(variable.kind()));
            }
        }
    }

    private void add(Var variable, Expr value) {
        if (!layout.isShared(variable)) {
            layout.add(variable);
        }
        expressions.write(value);
        layout.store(code, variable);
    }

    /** A label may be the last thing; the JVM wants an instruction behind it. */
    private void close() {
        Label last = new Label();
        code.place(last);
        code.op(Opcodes.ACONST_NULL);
        code.op(Opcodes.ATHROW);
        expressions.close();
        end(code.out());
        if (last.getOffset() > MAX_BYTES) {
            throw new OverlongMethodException(tree.index());
        }
    }

    private void checkDepth() {
        Label go = new Label();
        code.line(1);
        code.load(Kind.INT, layout.depth);
        code.jump(Opcodes.IFGT, go);
        code.call(Names.INSTANCE_STATE, "stackExhausted", Names.MAKES_TRAP);
        code.op(Opcodes.ATHROW);
        code.place(go);
        code.loadReference(layout.state);
        code.call(Names.INSTANCE_STATE, "poll", "(" + Names.STATE_PARAMETER + ")V");
    }
}
