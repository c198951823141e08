package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the class whose methods are the imported functions: each puts its arguments into an array and calls the host. */
final class ImportsWriter {

    private final ModulePlan plan;

    ImportsWriter(ModulePlan plan) {
        this.plan = plan;
    }

    byte[] write() {
        ClassWriter type = ClassFactory.begin(Names.IMPORTS, "java/lang/Object");
        for (int i = 0; i < plan.module().outline().importedFunctionCount(); i++) {
            MethodVisitor out = type.visitMethod(
                    Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, Names.method(i), plan.descriptor(i), null, null);
            out.visitCode();
            write(i, new Code(out));
            out.visitMaxs(0, 0);
            out.visitEnd();
        }
        type.visitEnd();
        return type.toByteArray();
    }

    private void write(int function, Code code) {
        FunctionType type = plan.module().outline().functionType(function);
        List<Kind> parameters = Kind.of(type.parameters());
        int passed = CallSignature.of(parameters).passed();
        int state = 0;
        for (int i = 0; i < passed; i++) {
            state += parameters.get(i).slots();
        }
        int array = state + 2;
        code.push(function);
        code.loadReference(state);
        code.call(Names.HOST_CALLS, "arguments", "(I" + Names.STATE_PARAMETER + ")[J");
        code.out().visitVarInsn(Opcodes.ASTORE, array);

        SlotWriter slots = new SlotWriter(code, array, state);
        slots.putArguments(type.parameters(), passed);
        code.loadReference(array);
        code.push(function);
        code.loadReference(state);
        code.load(Kind.INT, state + 1);
        code.call(Names.HOST_CALLS, "call", "([JI" + Names.STATE_PARAMETER + "I)V");
        slots.leaveResults(type.results());
        code.loadReference(array);
        code.push(function);
        code.loadReference(state);
        code.call(Names.HOST_CALLS, "done", "([JI" + Names.STATE_PARAMETER + ")V");
        code.op(resultOpcode(type.results()));
    }

    private static int resultOpcode(List<ValueType> results) {
        return results.isEmpty()
                ? Opcodes.RETURN
                : Kind.of(results.get(0)).get(0).returnOpcode();
    }
}
