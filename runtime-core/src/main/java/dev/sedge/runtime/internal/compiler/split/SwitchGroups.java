package dev.sedge.runtime.internal.compiler.split;

import static java.util.Objects.requireNonNull;

import dev.sedge.runtime.internal.compiler.tree.Expr;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Operator;
import dev.sedge.runtime.internal.compiler.tree.Statements;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds large branch tables: blocks in blocks, with the table in the innermost and one arm behind each block, which is
 * how interpreters and the functions of Go look. As they are, each arm could only become a part alone, or the table leave
 * the loop it is in. Instead consecutive arms are put together in groups, each of which can become one part: the table goes
 * to the group, and a table in the group goes to the arm, by a number in a variable.
 */
final class SwitchGroups {

    private static final int MIN_ARMS = 4;

    private final Sizes sizes;
    private final int limit;
    private final List<Var> variables;
    private final IdentityHashMap<Stmt, List<Label>> meant = new IdentityHashMap<>();

    SwitchGroups(Sizes sizes, int limit, List<Var> variables) {
        this.sizes = sizes;
        this.limit = limit;
        this.variables = variables;
    }

    /**
     * The arms that branches to groups really go to. Of what other arms of a group read, nothing needs to be kept for such a
     * branch.
     */
    IdentityHashMap<Stmt, List<Label>> meant() {
        return meant;
    }

    List<Stmt> apply(List<Stmt> statements) {
        List<Stmt> result = new ArrayList<>(statements.size());
        for (Stmt statement : statements) {
            if (sizes.of(statement) <= limit) {
                result.add(statement);
                continue;
            }
            Chain chain = statement instanceof Stmt.Block block ? Chain.of(block) : null;
            result.addAll(chain == null ? List.of(Statements.withLists(statement, this::apply)) : rebuild(chain));
        }
        return result;
    }

    /**
     * Blocks in blocks.
     *
     * @param before what is done before the table
     * @param table the table
     * @param labels the ends of the blocks, innermost first
     * @param arms what is done behind the end of each block but the outermost
     */
    private record Chain(List<Stmt> before, Stmt.Switch table, List<Label> labels, List<List<Stmt>> arms) {

        static @Nullable Chain of(Stmt.Block outermost) {
            List<Label> labels = new ArrayList<>();
            List<List<Stmt>> arms = new ArrayList<>();
            Stmt.Block block = outermost;
            while (true) {
                labels.add(block.end());
                List<Stmt> body = block.body();
                if (body.isEmpty()) {
                    return null;
                }
                if (body.get(0) instanceof Stmt.Block inner) {
                    arms.add(body.subList(1, body.size()));
                    block = inner;
                } else if (body.get(body.size() - 1) instanceof Stmt.Switch table && arms.size() >= MIN_ARMS) {
                    Collections.reverse(labels);
                    Collections.reverse(arms);
                    return new Chain(body.subList(0, body.size() - 1), table, labels, arms);
                } else {
                    return null;
                }
            }
        }
    }

    private List<Stmt> rebuild(Chain chain) {
        Var number = new Var(variables.size(), Kind.INT);
        variables.add(number);
        Rebuilt rebuilt = new Rebuilt(chain, groups(chain), number);
        List<Stmt> statements = new ArrayList<>(apply(rebuilt.entering(chain.before)));
        statements.addAll(rebuilt.table());
        for (int group = 0; group < rebuilt.groups.size(); group++) {
            List<Stmt> around = new ArrayList<>();
            around.add(new Stmt.Block(rebuilt.entrances.get(group), statements));
            around.add(new Stmt.Group(rebuilt.group(group)));
            statements = around;
        }
        return List.of(new Stmt.Block(chain.labels.get(chain.labels.size() - 1), statements));
    }

    /** Consecutive arms that are together not larger than a part may be. */
    private List<List<Integer>> groups(Chain chain) {
        List<List<Integer>> groups = new ArrayList<>();
        List<Integer> group = new ArrayList<>();
        int size = 0;
        for (int i = 0; i < chain.arms.size(); i++) {
            int arm = sizes.of(chain.arms.get(i));
            if (!group.isEmpty() && size + arm > limit * 3 / 4) {
                groups.add(group);
                group = new ArrayList<>();
                size = 0;
            }
            group.add(i);
            size += arm + 8;
        }
        groups.add(group);
        return groups;
    }

    /**
     * The pieces of a table with groups. The number in the variable says which arm is meant: the place of an entry of the
     * table, the number of places for all other indices, more than that for an arm that no entry goes to.
     */
    private final class Rebuilt {

        private final Chain chain;
        private final List<List<Integer>> groups;
        private final Var number;
        private final List<Label> entrances = new ArrayList<>();
        private final List<Label> places;
        private final IdentityHashMap<Label, Integer> numberOf = new IdentityHashMap<>();
        private final IdentityHashMap<Label, Integer> groupOf = new IdentityHashMap<>();

        Rebuilt(Chain chain, List<List<Integer>> groups, Var number) {
            this.chain = chain;
            this.groups = groups;
            this.number = number;
            this.places = new ArrayList<>(chain.table.targets());
            for (int i = 0; i < places.size(); i++) {
                numberOf.putIfAbsent(places.get(i), i);
            }
            for (int group = 0; group < groups.size(); group++) {
                Label entrance = new Label();
                entrance.addBranch();
                entrances.add(entrance);
                for (int arm : groups.get(group)) {
                    Label label = chain.labels.get(arm);
                    groupOf.put(label, group);
                    if (numberOf.putIfAbsent(label, places.size()) == null) {
                        places.add(label);
                    }
                }
            }
        }

        /** The outer table. */
        List<Stmt> table() {
            int others = chain.table.targets().size() - 1;
            List<Label> targets = new ArrayList<>();
            for (Label target : chain.table.targets()) {
                Integer group = groupOf.get(target);
                targets.add(group == null ? target : entrances.get(group));
            }
            Expr beyond =
                    new Expr.Operation(Operator.I32_GT_U, List.of(new Expr.Get(number), Expr.Const.of(others)), 0);
            Stmt.Switch table = new Stmt.Switch(new Expr.Get(number), targets);
            meant.put(table, chain.table.targets());
            return List.of(
                    new Stmt.Assign(number, chain.table.index()),
                    new Stmt.If(beyond, List.of(mean(others)), List.of()),
                    table);
        }

        private Stmt mean(int which) {
            return new Stmt.Assign(number, Expr.Const.of(which));
        }

        private List<Stmt> enter(Label arm) {
            Stmt.Branch branch = new Stmt.Branch(entrances.get(requireNonNull(groupOf.get(arm))));
            meant.put(branch, List.of(arm));
            return List.of(mean(requireNonNull(numberOf.get(arm))), branch);
        }

        /** Statements before the table, which may go to an arm by themselves. */
        List<Stmt> entering(List<Stmt> statements) {
            return new Branches(target -> groupOf.containsKey(target) ? enter(target) : List.of()).replace(statements);
        }

        /** The arms of a group behind a table of their own, and how the last of them goes on to the next group. */
        List<Stmt> group(int group) {
            List<Stmt> statements = List.of(innerTable(group));
            Branches branches = new Branches(target -> {
                Integer of = groupOf.get(target);
                return of == null || of == group ? List.of() : enter(target);
            });
            for (int arm : groups.get(group)) {
                List<Stmt> around = new ArrayList<>();
                around.add(new Stmt.Block(chain.labels.get(arm), statements));
                around.addAll(apply(branches.replace(chain.arms.get(arm))));
                statements = around;
            }
            if (Statements.ends(statements) && group + 1 < groups.size()) {
                statements = new ArrayList<>(statements);
                int next = groups.get(group + 1).get(0);
                statements.add(mean(requireNonNull(numberOf.get(chain.labels.get(next)))));
            }
            return statements;
        }

        private Stmt innerTable(int group) {
            int lowest = Integer.MAX_VALUE;
            int highest = 0;
            for (int i = 0; i < places.size(); i++) {
                if (isIn(group, places.get(i))) {
                    lowest = Math.min(lowest, i);
                    highest = i;
                }
            }
            List<Label> targets = new ArrayList<>();
            for (int i = lowest; i <= highest; i++) {
                // The others do not come here.
                targets.add(isIn(group, places.get(i)) ? places.get(i) : places.get(lowest));
            }
            targets.add(places.get(lowest));
            Expr place = new Expr.Operation(Operator.I32_SUB, List.of(new Expr.Get(number), Expr.Const.of(lowest)), 0);
            return new Stmt.Switch(place, targets);
        }

        private boolean isIn(int group, Label label) {
            Integer of = groupOf.get(label);
            return of != null && of == group;
        }
    }
}
