package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.flat.FlatFunction;
import dev.sedge.runtime.internal.compiler.flat.FlatFunction.Piece;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes one piece of a function as a method that is given an entrance and yields the place to go on at. */
final class PieceWriter {

    static final String DESCRIPTOR = "(IL" + Names.FRAME + ";L" + Names.STATE + ";I)I";

    /** The function has ended; its results wait with the state. */
    static final int RETURNED = -1;

    /** The function has asked for a tail call. */
    static final int TAIL_CALLED = -2;

    private static final int ENTRANCE = 0;

    private final FlatFunction function;
    private final int number;
    private final Piece piece;
    private final Layout layout;
    private final Code code;
    private final ExpressionWriter expressions;
    private final StatementWriter statements;

    PieceWriter(ModulePlan plan, FlatFunction function, int number, MethodVisitor out) {
        this.function = function;
        this.number = number;
        this.piece = function.pieces().get(number);
        this.layout = new Layout(function.tree().traits().memory(), plan.hasReserve());
        this.code = new Code(out);
        Lines lines = Lines.of(function.tree().codeStart(), function.tree().codeEnd());
        this.expressions = new ExpressionWriter(code, layout, plan, lines, false);
        this.statements = new StatementWriter(
                code, layout, expressions, lines, function.tree().index());
    }

    void write() {
        expressions.begin();
        enter();
        boolean goesOn;
        if (piece.guards().isEmpty()) {
            goesOn = write(piece.statements());
        } else {
            Stmt.Try guarded = new Stmt.Try(piece.statements(), piece.guards());
            goesOn = new TryWriter(code, layout, expressions, this::write).write(guarded);
        }
        if (goesOn) {
            leave(FlatFunction.place(number + 1));
        }
        exits();
    }

    /** Goes to the entrance; the one by the beginning is number 0. */
    private void enter() {
        List<Label> entrances = piece.entrances();
        if (entrances.isEmpty()) {
            return;
        }
        org.objectweb.asm.Label begin = new org.objectweb.asm.Label();
        org.objectweb.asm.Label[] labels =
                entrances.stream().map(statements::label).toArray(org.objectweb.asm.Label[]::new);
        code.out().visitVarInsn(Opcodes.ILOAD, ENTRANCE);
        code.out().visitTableSwitchInsn(1, labels.length, begin, labels);
        code.place(begin);
    }

    private boolean write(List<Stmt> list) {
        boolean reachable = true;
        for (Stmt statement : list) {
            if (reachable || FlatFunction.isPlace(statement)) {
                reachable = write(statement);
            }
        }
        return reachable;
    }

    private boolean write(Stmt statement) {
        if (statement instanceof Stmt.Return end) {
            for (int i = 0; i < end.values().size(); i++) {
                expressions.putAside(end.values().get(i), i);
            }
            leave(RETURNED);
            return false;
        }
        if (statement instanceof Stmt.TailCall tail) {
            expressions.requestTailCall(tail.call());
            leave(TAIL_CALLED);
            return false;
        }
        return statements.write(List.of(statement));
    }

    private void leave(int place) {
        code.push(place);
        code.op(Opcodes.IRETURN);
    }

    /** What branches to other pieces do. */
    private void exits() {
        for (Label label : statements.unplaced()) {
            code.place(statements.label(label));
            leave(function.place(label));
        }
    }
}
