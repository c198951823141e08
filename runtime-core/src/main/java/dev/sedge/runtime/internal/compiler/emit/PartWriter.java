package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Part;
import dev.sedge.runtime.internal.compiler.tree.Part.Answer;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes how a part is called, and how it comes back: see {@link Part.Answer}. Further outputs wait with the state. */
final class PartWriter {

    private final Code code;
    private final Layout layout;
    private final ExpressionWriter expressions;

    PartWriter(Code code, Layout layout, ExpressionWriter expressions) {
        this.code = code;
        this.layout = layout;
        this.expressions = expressions;
    }

    static String descriptor(Part part) {
        List<Kind> inputs = new ArrayList<>();
        part.inputs().forEach(input -> inputs.add(input.kind()));
        return Names.descriptor(inputs, part.result());
    }

    /** Calls a part and goes where it says; whether control may come behind it. */
    boolean call(int function, Part part, Function<dev.sedge.runtime.internal.compiler.tree.Label, Label> labels) {
        for (Var input : part.inputs()) {
            layout.load(code, input);
        }
        code.loadReference(layout.state);
        code.load(Kind.INT, layout.depth);
        code.call(expressions.owner(function), Names.method(function, part.number()), descriptor(part));
        takeOutputs(part);
        if (part.answer() != Answer.OUTPUT) {
            go(part, labels);
            return part.ends();
        }
        if (part.traits().calls()) {
            expressions.reloadMemory();
        }
        if (!part.exits().isEmpty()) {
            code.jump(Opcodes.GOTO, labels.apply(part.exits().get(0)));
        } else if (!part.ends()) {
            // It leaves by exceptions only.
            code.op(Opcodes.ACONST_NULL);
            code.op(Opcodes.ATHROW);
        }
        return part.ends();
    }

    /** Stores the outputs; the number of the exit stays on the operand stack. */
    private void takeOutputs(Part part) {
        List<Var> outputs = part.outputs();
        int first = 0;
        if (part.answer() == Answer.BOTH) {
            code.op(Opcodes.DUP2);
            code.op(Opcodes.L2I);
            layout.store(code, outputs.get(0));
            code.push(32);
            code.op(Opcodes.LSHR);
            code.op(Opcodes.L2I);
            first = 1;
        } else if (part.answer() == Answer.OUTPUT && !outputs.isEmpty()) {
            layout.store(code, outputs.get(0));
            first = 1;
        }
        for (int i = first; i < outputs.size(); i++) {
            expressions.take(outputs.get(i).kind(), i);
            layout.store(code, outputs.get(i));
        }
    }

    private void go(Part part, Function<dev.sedge.runtime.internal.compiler.tree.Label, Label> labels) {
        if (part.traits().calls()) {
            expressions.reloadMemory();
        }
        int count = part.exits().size();
        Label behind = new Label();
        if (part.ends() && count == 1) {
            code.jump(Opcodes.IFNE, labels.apply(part.exits().get(0)));
            return;
        }
        Label[] targets = new Label[count];
        for (int i = 0; i < count; i++) {
            targets[i] = labels.apply(part.exits().get(i));
        }
        code.out().visitTableSwitchInsn(1, count, part.ends() ? behind : targets[count - 1], targets);
        if (part.ends()) {
            code.place(behind);
        }
    }

    /** Leaves the part: by its end, 0, or by one of its exits, counted from 1. */
    void leave(Part part, int exit) {
        List<Var> outputs = part.outputs();
        int first = part.answer() == Answer.EXIT || outputs.isEmpty() ? 0 : 1;
        for (int i = first; i < outputs.size(); i++) {
            expressions.putAside(new Expr.Get(outputs.get(i)), i);
        }
        switch (part.answer()) {
            case OUTPUT -> {
                if (outputs.isEmpty()) {
                    code.op(Opcodes.RETURN);
                } else {
                    Kind kind = outputs.get(0).kind();
                    layout.load(code, outputs.get(0));
                    code.op(kind.returnOpcode());
                }
            }
            case EXIT -> {
                code.push(exit);
                code.op(Opcodes.IRETURN);
            }
            case BOTH -> {
                layout.load(code, outputs.get(0));
                code.call(Names.RUN + "Numeric", "i64ExtendI32U", "(I)J");
                code.push((long) exit << 32);
                code.op(Opcodes.LOR);
                code.op(Opcodes.LRETURN);
            }
        }
    }
}
