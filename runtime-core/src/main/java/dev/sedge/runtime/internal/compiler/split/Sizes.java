package dev.sedge.runtime.internal.compiler.split;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.JumpTable;
import dev.sedge.runtime.internal.compiler.tree.Part;
import dev.sedge.runtime.internal.compiler.tree.Statements;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import java.util.IdentityHashMap;
import java.util.List;

/** Estimates how many bytes of bytecode statements become, rather too many than too few. Remembers what it was asked. */
final class Sizes {

    private static final int VARIABLE = 2;
    private static final int CALL = 3;

    private final IdentityHashMap<Stmt, Integer> known = new IdentityHashMap<>();

    int of(List<Stmt> statements) {
        int sum = 0;
        for (int i = 0; i < statements.size(); i++) {
            sum += of(statements.get(i));
        }
        return sum;
    }

    int of(Stmt statement) {
        Integer size = known.get(statement);
        if (size == null) {
            size = compute(statement);
            known.put(statement, size);
        }
        return size;
    }

    private int compute(Stmt statement) {
        int sum = own(statement);
        for (Expr expr : Statements.expressions(statement)) {
            sum += of(expr);
        }
        for (List<Stmt> list : Statements.lists(statement)) {
            sum += of(list);
        }
        return sum;
    }

    private static int own(Stmt statement) {
        if (statement instanceof Stmt.Assign || statement instanceof Stmt.Eval) {
            return VARIABLE;
        } else if (statement instanceof Stmt.Group) {
            return 0;
        } else if (statement instanceof Stmt.Store store) {
            return 3 * CALL + (store.memoryOffset() == 0 ? 0 : CALL);
        } else if (statement instanceof Stmt.Loop) {
            return 25;
        } else if (statement instanceof Stmt.If || statement instanceof Stmt.BranchIf) {
            return 6;
        } else if (statement instanceof Stmt.Branch || statement instanceof Stmt.GlobalSet) {
            return 4;
        } else if (statement instanceof Stmt.Switch branch) {
            return JumpTable.of(branch.targets()).bytes();
        } else if (statement instanceof Stmt.CallMany many) {
            return 10 * many.results().size();
        } else if (statement instanceof Stmt.Return end) {
            return 1 + 8 * Math.max(0, end.values().size() - 1);
        } else if (statement instanceof Stmt.Throw thrown) {
            return 20 + 6 * thrown.values().size();
        } else if (statement instanceof Stmt.Try guarded) {
            return 10 + 30 * guarded.catches().size();
        } else if (statement instanceof Stmt.CallPart call) {
            return ofCall(call.part());
        }
        return 5;
    }

    private static int ofCall(Part part) {
        return 12
                + VARIABLE * part.inputs().size()
                + 9 * part.outputs().size()
                + 4 * part.exits().size();
    }

    private static int of(Expr expr) {
        if (expr instanceof Expr.Const constant) {
            return constant.bits() == (short) constant.bits() ? 3 : 4;
        } else if (expr instanceof Expr.Get) {
            return VARIABLE;
        } else if (expr instanceof Expr.Tee tee) {
            return VARIABLE + 1 + of(tee.value());
        } else if (expr instanceof Expr.GlobalGet) {
            return 4;
        } else if (expr instanceof Expr.Operation operation) {
            return CALL + all(operation.operands());
        } else if (expr instanceof Expr.Load load) {
            return VARIABLE + CALL + 1 + (load.memoryOffset() == 0 ? 0 : 2 * CALL) + of(load.address());
        } else if (expr instanceof Expr.Invoke invoke) {
            return VARIABLE + CALL + 6 + all(invoke.operands());
        } else if (expr instanceof Expr.Call call) {
            return VARIABLE + 4 * CALL + 6 + all(call.operands());
        } else if (expr instanceof Expr.Half half) {
            return of(half.value());
        }
        return 0;
    }

    private static int all(List<Expr> operands) {
        int sum = 0;
        for (int i = 0; i < operands.size(); i++) {
            sum += of(operands.get(i));
        }
        return sum;
    }
}
