package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes statements with handlers. Only exceptions of the guest are caught: no trap, no stop. The one that was caught is on
 * the JVM's operand stack while the handlers look at it, alone.
 */
final class TryWriter {

    /** Writes statements; whether control may come behind them. */
    @FunctionalInterface
    interface ListWriter {
        @SuppressWarnings("UnusedReturnValue")
        boolean write(List<Stmt> statements);
    }

    private final Code code;
    private final Layout layout;
    private final ExpressionWriter expressions;
    private final ListWriter statements;

    TryWriter(Code code, Layout layout, ExpressionWriter expressions, ListWriter statements) {
        this.code = code;
        this.layout = layout;
        this.expressions = expressions;
        this.statements = statements;
    }

    boolean write(Stmt.Try guarded) {
        Label begin = new Label();
        Label end = new Label();
        Label handler = new Label();
        code.out().visitLabel(begin);
        // An empty range is not allowed.
        code.op(Opcodes.NOP);
        boolean ends = statements.write(guarded.body());
        code.out().visitLabel(end);
        Label behind = new Label();
        if (ends) {
            code.jump(Opcodes.GOTO, behind);
        }
        // Inner ranges have been added before: the JVM asks handlers in this order.
        code.out().visitTryCatchBlock(begin, end, handler, Names.GUEST_THROW);
        code.placeHandler(handler, Names.GUEST_THROW);
        expressions.reloadMemory();
        guarded.catches().forEach(this::write);
        code.op(Opcodes.ATHROW);
        if (ends) {
            code.place(behind);
        }
        return ends;
    }

    private void write(Stmt.Catch handler) {
        Label next = new Label();
        if (handler.tag() >= 0) {
            code.op(Opcodes.DUP);
            code.out().visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.GUEST_THROW, "tag", "()I", false);
            code.push(handler.tag());
            code.jump(Opcodes.IF_ICMPNE, next);
        }
        List<Var> values = handler.values();
        for (int i = 0; i < values.size(); i++) {
            code.op(Opcodes.DUP);
            code.push(i);
            code.out().visitMethodInsn(Opcodes.INVOKEVIRTUAL, Names.GUEST_THROW, "value", "(I)J", false);
            code.fromSlot(values.get(i).kind());
            layout.store(code, values.get(i));
        }
        for (Var exception : handler.exception()) {
            code.op(Opcodes.DUP);
            layout.store(code, exception);
        }
        code.op(Opcodes.POP);
        statements.write(handler.then());
        code.placeHandler(next, Names.GUEST_THROW);
    }
}
