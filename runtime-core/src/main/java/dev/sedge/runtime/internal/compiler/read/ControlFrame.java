package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Stmt.Catch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open block, loop, if, try or the function itself. */
final class ControlFrame {

    /** What was opened. */
    enum Form {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        TRY
    }

    final Form form;
    final Label label = new Label();
    final List<Kind> parameters;
    final List<Kind> results;

    /** The height of the operand stack below its parameters. */
    final int height;

    /** The statements around it. */
    final List<Stmt> outer;

    /** Of an if. */
    @Nullable Expr condition;

    @Nullable List<Stmt> then;

    /** Of a try. */
    List<Catch> catches = new ArrayList<>();

    /** Whether control can come to the statement that is read. */
    boolean live = true;

    /** Whether the end of the first arm of an if can be reached. */
    boolean thenEnds;

    ControlFrame(Form form, List<Kind> parameters, List<Kind> results, int height, List<Stmt> outer) {
        this.form = form;
        this.parameters = parameters;
        this.results = results;
        this.height = height;
        this.outer = outer;
    }

    /** What a branch to its label takes along. */
    List<Kind> labelKinds() {
        return form == Form.LOOP ? parameters : results;
    }
}
