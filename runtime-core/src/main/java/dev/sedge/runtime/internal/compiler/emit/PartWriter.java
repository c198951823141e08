package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Part;
import dev.sedge.runtime.internal.compiler.tree.Part.Answer;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes how a part is called, and how it comes back: see {@link Part.Answer}. Further outputs wait in the state. */
final class PartWriter {

    /** So many outputs have a field of the state. */
    private static final int FIELDS = 12;

    private final Code code;
    private final Layout layout;
    private final ExpressionWriter expressions;

    PartWriter(Code code, Layout layout, ExpressionWriter expressions) {
        this.code = code;
        this.layout = layout;
        this.expressions = expressions;
    }

    /**
     * That of the method of a part.
     *
     * @param shares whether it is given the variables that parts share
     */
    static String descriptor(Part part, boolean shares) {
        List<Kind> inputs = new ArrayList<>();
        part.inputs().forEach(input -> inputs.add(input.kind()));
        String descriptor = Names.descriptor(inputs, part.result());
        return shares ? descriptor.replace(")", "L" + Names.SHARED + ";)") : descriptor;
    }

    /** Calls a part and goes where it says; whether control may come behind it. */
    boolean call(int function, Part part, Function<dev.sedge.runtime.internal.compiler.tree.Label, Label> labels) {
        for (Var input : part.inputs()) {
            layout.load(code, input);
        }
        code.loadReference(layout.state);
        code.load(Kind.INT, layout.depth);
        boolean shares = layout.shared >= 0;
        if (shares) {
            code.loadReference(layout.shared);
        }
        if (part.traits().calls()) {
            expressions.forgetMemory();
        }
        code.call(expressions.owner(function), Names.method(function, part.number()), descriptor(part, shares));
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
            take(outputs.get(i).kind(), i);
            layout.store(code, outputs.get(i));
        }
    }

    private void put(Var output, int index) {
        if (!hasField(output.kind(), index)) {
            expressions.putAside(new Expr.Get(output), index);
            return;
        }
        code.loadReference(layout.state);
        layout.load(code, output);
        code.toSlot(output.kind());
        code.field(Opcodes.PUTFIELD, Names.INSTANCE_STATE, "output" + index, Kind.LONG);
    }

    private void take(Kind kind, int index) {
        if (!hasField(kind, index)) {
            expressions.take(kind, index);
            return;
        }
        code.loadReference(layout.state);
        code.field(Opcodes.GETFIELD, Names.INSTANCE_STATE, "output" + index, Kind.LONG);
        code.fromSlot(kind);
    }

    private static boolean hasField(Kind kind, int index) {
        return index < FIELDS && kind != Kind.REF;
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

    /** The place where a part notes which way it is left, -1 where there is only one; before the body is written. */
    int addWay(Part part) {
        if (part.answer() == Answer.OUTPUT) {
            return -1;
        }
        int way = layout.add(Kind.INT);
        code.push(0);
        code.store(Kind.INT, way);
        return way;
    }

    /**
     * Leaves a part whose body was written. Ways after which the same outputs are read share what puts these aside; what
     * waits in the place of another output is from some time before, and read by nobody.
     *
     * @param ends whether control comes to the end of the body
     * @param way where it is noted which way is taken
     */
    void leave(
            Part part, boolean ends, int way, Function<dev.sedge.runtime.internal.compiler.tree.Label, Label> labels) {
        Map<List<Var>, Label> answers = new LinkedHashMap<>();
        if (ends) {
            code.jump(Opcodes.GOTO, answers.computeIfAbsent(part.needed().get(0), it -> new Label()));
        }
        for (int i = 0; i < part.exits().size(); i++) {
            code.place(labels.apply(part.exits().get(i)));
            if (way >= 0) {
                code.push(i + 1);
                code.store(Kind.INT, way);
            }
            code.jump(Opcodes.GOTO, answers.computeIfAbsent(part.needed().get(i + 1), it -> new Label()));
        }
        answers.forEach((needed, label) -> {
            code.place(label);
            answer(part, needed, way);
        });
    }

    private void answer(Part part, List<Var> needed, int way) {
        List<Var> outputs = part.outputs();
        int first = part.answer() == Answer.EXIT || outputs.isEmpty() ? 0 : 1;
        for (int i = first; i < outputs.size(); i++) {
            if (needed.contains(outputs.get(i)) || outputs.get(i).kind() == Kind.REF) {
                put(outputs.get(i), i);
            }
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
                code.load(Kind.INT, way);
                code.op(Opcodes.IRETURN);
            }
            case BOTH -> {
                code.load(Kind.INT, way);
                code.op(Opcodes.I2L);
                code.push(32);
                code.op(Opcodes.LSHL);
                layout.load(code, outputs.get(0));
                code.widenUnsigned();
                code.op(Opcodes.LOR);
                code.op(Opcodes.LRETURN);
            }
        }
    }
}
