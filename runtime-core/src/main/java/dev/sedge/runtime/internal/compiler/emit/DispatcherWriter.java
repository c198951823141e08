package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.read.FunctionNumbers;
import dev.sedge.runtime.internal.compiler.read.TypeKinds.Signature;
import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the class that calls a function of one type by its number: a jump table, whose range is also the check of the
 * type. A type with many functions has several classes, each of which hands what is beyond its own to the next, because
 * HotSpot compiles no method above 8,000 bytes.
 */
final class DispatcherWriter {

    /** Bytes of one function in the table: its place in the jump table, a call and a return. */
    private static final int BYTES = 4 + 3 + 1 + 4;

    private static final int MAX_BYTES = 6000;

    private final ModulePlan plan;

    DispatcherWriter(ModulePlan plan) {
        this.plan = plan;
    }

    /** How many classes a canonical type has: at least one. */
    int pages(int type) {
        FunctionNumbers numbers = plan.module().numbers();
        int count = numbers.end(type) - numbers.begin(type);
        int perPage = perPage(plan.module().kinds().type(type).parameters());
        return Math.max(1, (count + perPage - 1) / perPage);
    }

    private static int perPage(List<Kind> parameters) {
        return MAX_BYTES / (BYTES + 2 * CallSignature.of(parameters).passed());
    }

    byte[] write(int type, int page) {
        ClassWriter out = ClassFactory.begin(Names.dispatcher(type, page), "java/lang/Object");
        Signature signature = plan.module().kinds().type(type);
        String descriptor = Names.descriptor(signature.parameters(), "I", signature.results());
        MethodVisitor method = out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "call", descriptor, null, null);
        method.visitCode();
        write(type, page, signature, descriptor, new Code(method));
        method.visitMaxs(0, 0);
        method.visitEnd();
        out.visitEnd();
        return out.toByteArray();
    }

    private void write(int type, int page, Signature signature, String descriptor, Code code) {
        List<Kind> parameters = signature.parameters();
        int passed = CallSignature.of(parameters).passed();
        int number = 0;
        for (int i = 0; i < passed; i++) {
            number += parameters.get(i).slots();
        }
        FunctionNumbers numbers = plan.module().numbers();
        int perPage = perPage(parameters);
        int begin = numbers.begin(type) + page * perPage;
        int end = Math.min(numbers.end(type), begin + perPage);
        boolean last = end == numbers.end(type);
        int result = signature.results().isEmpty()
                ? Opcodes.RETURN
                : signature.results().get(0).returnOpcode();

        Label[] targets = new Label[end - begin];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = new Label();
        }
        Label otherwise = new Label();
        if (targets.length > 0) {
            code.load(Kind.INT, number);
            code.out().visitTableSwitchInsn(begin, end - 1, otherwise, targets);
        }
        for (int i = 0; i < targets.length; i++) {
            code.place(targets[i]);
            int function = numbers.function(begin + i);
            code.loadParameters(parameters, passed);
            code.loadReference(number + 1);
            code.load(Kind.INT, number + 2);
            code.call(plan.owner(function), Names.method(function), plan.descriptor(function));
            code.op(result);
        }
        if (targets.length > 0) {
            code.place(otherwise);
        }
        if (last) {
            code.call(Names.TABLES, "mismatch", "()Ldev/sedge/runtime/TrapException;");
            code.op(Opcodes.ATHROW);
        } else {
            code.loadParameters(parameters, passed);
            code.load(Kind.INT, number);
            code.loadReference(number + 1);
            code.load(Kind.INT, number + 2);
            code.call(Names.dispatcher(type, page + 1), "call", descriptor);
            code.op(result);
        }
    }
}
