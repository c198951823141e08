package dev.sedge.runtime.internal.compiler.split;

import dev.sedge.runtime.internal.compiler.tree.Statements;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import java.util.List;

/** Finds groups. */
final class Groups {

    private Groups() {}

    /** Whether a statement of the list is a group. */
    static boolean areIn(List<Stmt> statements) {
        return statements.stream().anyMatch(Stmt.Group.class::isInstance);
    }

    /** Whether there is a group in the statement, however deep. */
    static boolean areWithin(Stmt statement) {
        return Statements.lists(statement).stream()
                .anyMatch(list -> areIn(list) || list.stream().anyMatch(Groups::areWithin));
    }
}
