package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.JumpTable;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** Writes statements. What cannot be reached is left out: the JVM's verifier wants a frame for it. */
final class StatementWriter {

    private final Code code;
    private final Layout layout;
    private final ExpressionWriter expressions;
    private final Lines lines;
    private final int function;
    private final Map<Label, org.objectweb.asm.Label> labels = new LinkedHashMap<>();
    private final Set<Label> placed = new HashSet<>();

    StatementWriter(Code code, Layout layout, ExpressionWriter expressions, Lines lines, int function) {
        this.code = code;
        this.layout = layout;
        this.expressions = expressions;
        this.lines = lines;
        this.function = function;
    }

    /** Writes a list; whether control may come behind it. */
    boolean write(List<Stmt> statements) {
        for (int i = 0; i < statements.size(); i++) {
            if (!write(statements.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean write(Stmt statement) {
        if (statement instanceof Stmt.Assign assign) {
            assign(assign);
        } else if (statement instanceof Stmt.Store store) {
            expressions.store(store);
        } else if (statement instanceof Stmt.Eval eval) {
            evaluate(eval.value());
        } else if (statement instanceof Stmt.BranchIf branch) {
            expressions.jump(branch.condition(), label(branch.target()), true);
        } else if (statement instanceof Stmt.GlobalSet set) {
            code.loadReference(layout.state);
            expressions.write(set.value());
            String name = Names.global(set.global(), set.half());
            code.field(Opcodes.PUTFIELD, Names.STATE, name, set.value().kind());
        } else if (statement instanceof Stmt.CallMany call) {
            callMany(call);
        } else {
            return control(statement);
        }
        return true;
    }

    private boolean control(Stmt statement) {
        if (statement instanceof Stmt.Block block) {
            write(block.body());
            place(block.end());
            return true;
        } else if (statement instanceof Stmt.Loop loop) {
            return new LoopWriter(code, layout, expressions, this::write, this::place).write(loop);
        } else if (statement instanceof Stmt.Group group) {
            return write(group.body());
        } else if (statement instanceof Stmt.If branch) {
            return branch(branch);
        } else if (statement instanceof Stmt.Try guarded) {
            return new TryWriter(code, layout, expressions, this::write).write(guarded);
        } else if (statement instanceof Stmt.Branch branch) {
            code.jump(Opcodes.GOTO, label(branch.target()));
        } else if (statement instanceof Stmt.Switch branch) {
            branch(branch);
        } else if (statement instanceof Stmt.Return end) {
            end(end.values());
        } else if (statement instanceof Stmt.Unreachable trap) {
            code.line(lines.of(trap.offset()));
            code.call(Names.INSTANCE_STATE, "unreachable", Names.MAKES_TRAP);
            code.op(Opcodes.ATHROW);
        } else if (statement instanceof Stmt.Throw thrown) {
            raise(thrown);
        } else if (statement instanceof Stmt.TailCall tail) {
            expressions.requestTailCall(tail.call());
            List<Kind> results = tail.call().callee().results();
            if (results.isEmpty()) {
                code.op(Opcodes.RETURN);
            } else {
                // Nobody looks at it.
                code.push(results.get(0), 0);
                code.op(results.get(0).returnOpcode());
            }
        } else if (statement instanceof Stmt.CallPart call) {
            return new PartWriter(code, layout, expressions).call(function, call.part(), this::label);
        } else {
            throw new UnsupportedOperationException(
                    "statement " + statement.getClass().getSimpleName());
        }
        return false;
    }

    /** Where branches to a label go. */
    org.objectweb.asm.Label label(Label label) {
        return labels.computeIfAbsent(label, it -> new org.objectweb.asm.Label());
    }

    private void place(Label label) {
        placed.add(label);
        code.place(label(label));
    }

    /** The labels that branches go to and that were not in the statements. */
    List<Label> unplaced() {
        return labels.keySet().stream().filter(label -> !placed.contains(label)).toList();
    }

    private void assign(Stmt.Assign assign) {
        expressions.write(assign.value());
        layout.store(code, assign.variable());
    }

    private void evaluate(Expr value) {
        if (value instanceof Expr.Tee tee) {
            // Nobody wants its value.
            assign(new Stmt.Assign(tee.variable(), tee.value()));
        } else if (value instanceof Expr.Call call && call.callee().results().isEmpty()) {
            expressions.call(call);
        } else {
            expressions.write(value);
            if (!(value instanceof Expr.Invoke invoke && invoke.method().isVoid())) {
                code.pop(value.kind());
            }
        }
    }

    private void callMany(Stmt.CallMany many) {
        expressions.call(many.call());
        List<Var> results = many.results();
        layout.store(code, results.get(0));
        for (int i = 1; i < results.size(); i++) {
            Kind kind = results.get(i).kind();
            expressions.take(kind, i);
            layout.store(code, results.get(i));
        }
    }

    private boolean branch(Stmt.If branch) {
        org.objectweb.asm.Label otherwise = new org.objectweb.asm.Label();
        expressions.jump(branch.condition(), otherwise, false);
        boolean thenEnds = write(branch.then());
        if (branch.otherwise().isEmpty()) {
            code.place(otherwise);
            return true;
        }
        org.objectweb.asm.Label end = new org.objectweb.asm.Label();
        if (thenEnds) {
            code.jump(Opcodes.GOTO, end);
        }
        code.place(otherwise);
        boolean otherwiseEnds = write(branch.otherwise());
        if (thenEnds) {
            code.place(end);
        }
        return thenEnds || otherwiseEnds;
    }

    private void branch(Stmt.Switch branch) {
        expressions.write(branch.index());
        JumpTable table = JumpTable.of(branch.targets());
        if (!table.map().isEmpty()) {
            code.out().visitLdcInsn(table.map());
            code.call(Names.RUN + "Numeric", "entry", "(ILjava/lang/String;)I");
        }
        List<Integer> keys = table.keys();
        org.objectweb.asm.Label otherwise = label(table.otherwise());
        if (keys.isEmpty()) {
            code.op(Opcodes.POP);
            code.jump(Opcodes.GOTO, otherwise);
        } else if (table.isDense()) {
            org.objectweb.asm.Label[] all = new org.objectweb.asm.Label[table.last() - table.first() + 1];
            Arrays.fill(all, otherwise);
            for (int i = 0; i < keys.size(); i++) {
                all[keys.get(i) - table.first()] = label(table.places().get(i));
            }
            code.out().visitTableSwitchInsn(table.first(), table.last(), otherwise, all);
        } else {
            org.objectweb.asm.Label[] places =
                    table.places().stream().map(this::label).toArray(org.objectweb.asm.Label[]::new);
            code.out()
                    .visitLookupSwitchInsn(
                            otherwise, keys.stream().mapToInt(it -> it).toArray(), places);
        }
    }

    private void end(List<Expr> values) {
        if (values.isEmpty()) {
            code.op(Opcodes.RETURN);
            return;
        }
        for (int i = 1; i < values.size(); i++) {
            expressions.putAside(values.get(i), i);
        }
        expressions.write(values.get(0));
        code.op(values.get(0).kind().returnOpcode());
    }

    private void raise(Stmt.Throw thrown) {
        if (thrown.tag() < 0) {
            expressions.writeAll(thrown.values());
            code.line(lines.of(thrown.offset()));
            code.call(Names.GUEST_THROW, "again", "(Ljava/lang/Object;)L" + Names.GUEST_THROW + ";");
            code.op(Opcodes.ATHROW);
            return;
        }
        List<Expr> values = thrown.values();
        code.push(values.size());
        code.out().visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_LONG);
        for (int i = 0; i < values.size(); i++) {
            code.op(Opcodes.DUP);
            code.push(i);
            expressions.write(values.get(i));
            code.toSlot(values.get(i).kind());
            code.op(Opcodes.LASTORE);
        }
        code.push(thrown.tag());
        code.push(function);
        code.push(lines.of(thrown.offset()));
        code.call(Names.GUEST_THROW, "create", "([JIII)L" + Names.GUEST_THROW + ";");
        code.op(Opcodes.ATHROW);
    }
}
