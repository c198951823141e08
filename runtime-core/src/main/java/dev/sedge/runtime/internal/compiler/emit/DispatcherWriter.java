package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.read.FunctionNumbers;
import dev.sedge.runtime.internal.compiler.read.TypeKinds.Signature;
import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import java.util.List;
import java.util.function.IntConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the class that calls a function of one type by its number: a jump table, whose range is also the check of the
 * type. HotSpot compiles no method above 8,000 bytes, so a type with many functions has a page for each few hundred of
 * them, and before these one whose table goes to the pages.
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
        int count = count(type);
        int perPage = perPage(type);
        return count <= perPage ? 1 : 1 + (count + perPage - 1) / perPage;
    }

    private int count(int type) {
        FunctionNumbers numbers = plan.module().numbers();
        return numbers.end(type) - numbers.begin(type);
    }

    /** A power of two. */
    private int perPage(int type) {
        int passed =
                CallSignature.of(plan.module().kinds().type(type).parameters()).passed();
        return Integer.highestOneBit(MAX_BYTES / (BYTES + 2 * passed));
    }

    byte[] write(int type, int page) {
        ClassWriter out = ClassFactory.begin(Names.dispatcher(type, page), "java/lang/Object");
        Signature signature = plan.module().kinds().type(type);
        String descriptor = Names.descriptor(signature.parameters(), "I", signature.results());
        MethodVisitor method = out.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "call", descriptor, null, null);
        method.visitCode();
        Page body = new Page(type, signature, descriptor, new Code(method));
        if (pages(type) == 1) {
            body.callFunctions(0);
        } else if (page == 0) {
            body.callPages();
        } else {
            body.callFunctions((page - 1) * perPage(type));
        }
        method.visitMaxs(0, 0);
        method.visitEnd();
        out.visitEnd();
        return out.toByteArray();
    }

    /** The method of one class. */
    private final class Page {

        private final int type;
        private final List<Kind> parameters;
        private final int passed;
        private final String descriptor;
        private final int result;
        private final Code code;
        private final int begin;

        /** The slot of the number; the state and the depth follow. */
        private final int number;

        Page(int type, Signature signature, String descriptor, Code code) {
            this.type = type;
            this.parameters = signature.parameters();
            this.passed = CallSignature.of(parameters).passed();
            this.descriptor = descriptor;
            this.result = signature.results().isEmpty()
                    ? Opcodes.RETURN
                    : signature.results().get(0).returnOpcode();
            this.code = code;
            this.begin = plan.module().numbers().begin(type);
            this.number =
                    parameters.subList(0, passed).stream().mapToInt(Kind::slots).sum();
        }

        void callPages() {
            code.load(Kind.INT, number);
            code.push(begin);
            code.op(Opcodes.ISUB);
            code.push(Integer.numberOfTrailingZeros(perPage(type)));
            code.op(Opcodes.IUSHR);
            table(0, pages(type) - 1, page -> {
                code.loadParameters(parameters, passed);
                code.load(Kind.INT, number);
                callee(Names.dispatcher(type, page + 1), "call", descriptor);
            });
        }

        /** @param first the first function, counted from the first of the type */
        void callFunctions(int first) {
            int count = Math.min(perPage(type), count(type) - first);
            code.load(Kind.INT, number);
            table(begin + first, count, place -> {
                int function = plan.module().numbers().function(begin + first + place);
                code.loadParameters(parameters, passed);
                callee(plan.owner(function), Names.method(function), plan.descriptor(function));
            });
        }

        private void callee(String owner, String name, String type) {
            code.loadReference(number + 1);
            code.load(Kind.INT, number + 2);
            code.call(owner, name, type);
            code.op(result);
        }

        private void table(int lowest, int count, IntConsumer arm) {
            Label otherwise = new Label();
            Label[] targets = Code.labels(count);
            if (count == 0) {
                code.op(Opcodes.POP);
            } else {
                code.out().visitTableSwitchInsn(lowest, lowest + count - 1, otherwise, targets);
            }
            for (int i = 0; i < count; i++) {
                code.place(targets[i]);
                arm.accept(i);
            }
            if (count > 0) {
                code.place(otherwise);
            }
            code.call(Names.TABLES, "mismatch", Names.MAKES_TRAP);
            code.op(Opcodes.ATHROW);
        }
    }
}
