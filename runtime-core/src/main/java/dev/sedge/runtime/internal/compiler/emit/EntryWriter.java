package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the class by which a function is called from outside. */
final class EntryWriter {

    private static final int ARRAY = 1;
    private static final int STATE = 2;
    private static final int DEPTH = 3;
    private static final int OWN_STATE = 4;
    private static final int SPARE = 5;

    private final ModulePlan plan;

    EntryWriter(ModulePlan plan) {
        this.plan = plan;
    }

    byte[] write(int function) {
        ClassWriter type = ClassFactory.begin(Names.entry(function), Names.ENTRY_POINT);
        ClassFactory.addConstructor(type, Names.ENTRY_POINT);
        MethodVisitor out =
                type.visitMethod(Opcodes.ACC_PUBLIC, "call", "([J" + Names.STATE_PARAMETER + "I)V", null, null);
        out.visitCode();
        write(function, new Code(out));
        out.visitMaxs(0, 0);
        out.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private void write(int function, Code code) {
        FunctionType type = plan.module().outline().functionType(function);
        code.loadReference(STATE);
        code.out().visitTypeInsn(Opcodes.CHECKCAST, Names.STATE);
        code.out().visitVarInsn(Opcodes.ASTORE, OWN_STATE);
        SlotWriter slots = new SlotWriter(code, ARRAY, OWN_STATE);
        slots.loadArguments(
                type.parameters(), CallSignature.of(Kind.of(type.parameters())).passed());
        code.loadReference(OWN_STATE);
        code.load(Kind.INT, DEPTH);
        code.call(plan.owner(function), Names.method(function), plan.descriptor(function));
        slots.storeResults(type.results(), SPARE);
        code.op(Opcodes.RETURN);
    }
}
