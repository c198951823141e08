package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.read.FunctionReader;
import dev.sedge.runtime.internal.compiler.read.TypeKinds.Signature;
import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes what is around functions that make tail calls: the method that others call, which runs the function and then
 * whatever that asks for, and the classes by which it calls them.
 */
final class TailCallWriter {

    private static final String TAIL_CALLS = Names.RUN + "TailCalls";
    private static final int STATE = 1;
    private static final int DEPTH = 2;
    private static final int OWN_STATE = 3;

    private final ModulePlan plan;

    TailCallWriter(ModulePlan plan) {
        this.plan = plan;
    }

    /** The method that others call. It has no line numbers, by which traces leave it out. */
    void writeCaller(int function, ClassWriter type) {
        String descriptor = plan.descriptor(function);
        MethodVisitor out = type.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, Names.method(function), descriptor, null, null);
        out.visitCode();
        Code code = new Code(out);
        Signature signature = plan.module().kinds().function(function);
        List<Kind> parameters = signature.parameters();
        int state = code.loadParameters(parameters, CallSignature.of(parameters).passed());
        code.loadReference(state);
        code.load(Kind.INT, state + 1);
        code.call(plan.owner(function), Names.tailMethod(function), descriptor);
        code.loadReference(state);
        code.load(Kind.INT, state + 1);
        List<Kind> results = signature.results();
        String result = results.isEmpty() ? "" : results.get(0).descriptor();
        code.call(
                TAIL_CALLS, "finish", "(" + result + Names.STATE_PARAMETER + "I)" + (result.isEmpty() ? "V" : result));
        code.op(results.isEmpty() ? Opcodes.RETURN : results.get(0).returnOpcode());
        out.visitMaxs(0, 0);
        out.visitEnd();
    }

    /** The class by which a function is called in place of another. */
    byte[] writeEntry(int function) {
        ClassWriter type = ClassFactory.begin(Names.tailEntry(function), Names.TAIL_ENTRY);
        ClassFactory.addConstructor(type, Names.TAIL_ENTRY);
        MethodVisitor out =
                type.visitMethod(Opcodes.ACC_PUBLIC, "call", "(" + Names.STATE_PARAMETER + "I)V", null, null);
        out.visitCode();
        writeEntry(function, new Code(out));
        out.visitMaxs(0, 0);
        out.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private void writeEntry(int function, Code code) {
        code.loadReference(STATE);
        code.out().visitTypeInsn(Opcodes.CHECKCAST, Names.STATE);
        code.out().visitVarInsn(Opcodes.ASTORE, OWN_STATE);
        Signature signature = plan.module().kinds().function(function);
        int passed = CallSignature.of(signature.parameters()).passed();
        for (int i = 0; i < passed; i++) {
            code.take(signature.parameters().get(i), i, OWN_STATE);
        }
        code.loadReference(OWN_STATE);
        code.load(Kind.INT, DEPTH);
        String method = makesTailCalls(function) ? Names.tailMethod(function) : Names.method(function);
        code.call(plan.owner(function), method, plan.descriptor(function));
        if (!signature.results().isEmpty()) {
            code.loadReference(STATE);
            String result = signature.results().get(0).descriptor();
            code.call(TAIL_CALLS, "keep", "(" + result + Names.STATE_PARAMETER + ")V");
        }
        code.op(Opcodes.RETURN);
    }

    private boolean makesTailCalls(int function) {
        return function >= plan.module().outline().importedFunctionCount()
                && FunctionReader.read(plan.module(), function).traits().tailCalls();
    }
}
