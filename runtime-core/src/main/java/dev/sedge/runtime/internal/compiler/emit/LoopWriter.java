package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Visitor;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes loops, which count their rounds and look whether they may go on when enough of them were made.
 *
 * <p>A small loop counts at its end, so that HotSpot sees a loop that ends at a number: it unrolls it, and checks
 * addresses before it. What that prepares costs more than it gains where there are many addresses and few rounds; such a
 * loop counts at its beginning.
 */
final class LoopWriter {

    /** With more loads and stores a loop is not small. */
    private static final int SMALL = 6;

    private final Code code;
    private final Rounds rounds;
    private final ExpressionWriter expressions;
    private final TryWriter.ListWriter statements;
    private final Consumer<dev.sedge.runtime.internal.compiler.tree.Label> place;

    LoopWriter(
            Code code,
            Layout layout,
            ExpressionWriter expressions,
            TryWriter.ListWriter statements,
            Consumer<dev.sedge.runtime.internal.compiler.tree.Label> place) {
        this.code = code;
        this.rounds = new Rounds(code, layout);
        this.expressions = expressions;
        this.statements = statements;
        this.place = place;
    }

    /** Writes a loop; whether control may come behind it. */
    boolean write(Stmt.Loop loop) {
        // In a function in pieces a loop is only the place where it begins.
        boolean small = !loop.body().isEmpty() && new Weight().of(loop.body()) <= SMALL;
        return small ? countingAtTheEnd(loop) : countingAtTheBeginning(loop);
    }

    private boolean countingAtTheBeginning(Stmt.Loop loop) {
        Label go = new Label();
        place.accept(loop.head());
        rounds.countTo(go);
        code.place(go);
        return statements.write(loop.body());
    }

    private boolean countingAtTheEnd(Stmt.Loop loop) {
        Label head = new Label();
        Label behind = new Label();
        code.place(head);
        boolean ends = body(loop, behind);
        place.accept(loop.head());
        rounds.countTo(head);
        code.jump(Opcodes.GOTO, head);
        if (ends) {
            code.place(behind);
        }
        return ends;
    }

    /** Writes what comes to its end for another round, and goes elsewhere when the loop ends; whether it does. */
    private boolean body(Stmt.Loop loop, Label behind) {
        List<Stmt> body = loop.body();
        int last = body.size() - 1;
        if (last >= 0 && body.get(last) instanceof Stmt.BranchIf again && again.target() == loop.head()) {
            boolean reached = statements.write(body.subList(0, last));
            if (reached) {
                expressions.jump(again.condition(), behind, false);
            }
            return reached;
        }
        boolean ends = statements.write(body);
        if (ends) {
            code.jump(Opcodes.GOTO, behind);
        }
        return ends;
    }

    /** How many loads and stores there are; a loop inside weighs too much. */
    private static final class Weight extends Visitor {

        private int weight;

        int of(List<Stmt> body) {
            visit(body);
            return weight;
        }

        @Override
        protected void statement(Stmt statement) {
            if (statement instanceof Stmt.Loop || statement instanceof Stmt.CallPart) {
                weight += SMALL + 1;
            } else if (statement instanceof Stmt.Store) {
                weight++;
            }
        }

        @Override
        protected void expression(Expr expr) {
            if (expr instanceof Expr.Load) {
                weight++;
            }
        }
    }
}
