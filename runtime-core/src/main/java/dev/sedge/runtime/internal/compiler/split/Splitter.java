package dev.sedge.runtime.internal.compiler.split;

import dev.sedge.runtime.internal.compiler.run.Spill;
import dev.sedge.runtime.internal.compiler.tree.FunctionTree;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Mentions;
import dev.sedge.runtime.internal.compiler.tree.Part;
import dev.sedge.runtime.internal.compiler.tree.Statements;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Makes methods of the right size of a function that is too large: while a list of statements is too long, runs of it become
 * parts. Whatever is in a statement that is too long itself is divided first, so that loops stay whole where they can. All of
 * it is done twice: the first time shows which variables the parts had better share.
 */
public final class Splitter {

    private static final int MAX_INPUT_SLOTS = 150;
    private static final int MAX_OUTPUTS = Spill.ROOM; // those that are not needed are taken all the same
    private static final int MAX_EXITS = 60;

    private final int limit;
    private final Sizes sizes;
    private final Liveness liveness;
    private final List<Var> variables;
    private final BitSet shared = new BitSet();
    private final List<Part> parts = new ArrayList<>();
    private final Set<Part> groups = Collections.newSetFromMap(new IdentityHashMap<>());

    private Splitter(int limit, Sizes sizes, Liveness liveness, List<Var> variables, List<Var> shared) {
        this.limit = limit;
        this.sizes = sizes;
        this.liveness = liveness;
        this.variables = variables;
        shared.forEach(variable -> this.shared.set(variable.id()));
    }

    /**
     * A function and its parts.
     *
     * @param tree the function, which calls the parts
     * @param parts the parts, none where the function is small enough
     * @param shared the variables that it shares with its parts
     */
    public record Result(FunctionTree tree, List<Part> parts, List<Var> shared) {}

    /** Divides a function whose method would have more bytes than the limit, as far as it can be. */
    public static Result split(FunctionTree tree, int limit) {
        Sizes sizes = new Sizes();
        if (sizes.of(tree.body()) <= limit) {
            return new Result(tree, List.of(), List.of());
        }
        List<Var> variables = new ArrayList<>(tree.variables());
        SwitchGroups tables = new SwitchGroups(sizes, limit, variables);
        List<Stmt> body = tables.apply(withOneReturn(tree, variables));
        Liveness liveness = new Liveness(sizes, limit, tables.meant());
        liveness.analyse(body);
        Splitter splitter = new Splitter(limit, sizes, liveness, variables, List.of());
        List<Stmt> shorter = splitter.shorten(body);
        List<Var> shared = SharedVariables.of(splitter.parts, variables);
        if (!shared.isEmpty()) {
            splitter = new Splitter(limit, sizes, liveness, variables, shared);
            shorter = splitter.shorten(body);
        }
        FunctionTree result = new FunctionTree(
                tree.index(),
                tree.parameters(),
                tree.locals(),
                tree.results(),
                List.copyOf(variables),
                shorter,
                Mentions.of(shorter).traits(),
                tree.codeStart(),
                tree.codeEnd());
        return new Result(result, splitter.parts, shared);
    }

    /** Every return becomes a branch to the end, so that parts need not know how to return for their function. */
    private static List<Stmt> withOneReturn(FunctionTree tree, List<Var> variables) {
        Label end = new Label();
        end.addBranch();
        List<Var> results = new ArrayList<>();
        for (Kind kind : tree.results()) {
            results.add(new Var(variables.size(), kind));
            variables.add(results.get(results.size() - 1));
        }
        List<Stmt> all = new ArrayList<>();
        all.add(new Stmt.Block(end, new Returns(end, results).replace(tree.body())));
        all.add(new Stmt.Return(Returns.values(results)));
        return all;
    }

    private List<Stmt> shorten(List<Stmt> statements) {
        List<Stmt> shorter = new ArrayList<>();
        for (Stmt statement : statements) {
            boolean inside = sizes.of(statement) > limit || Groups.areWithin(statement);
            shorter.add(inside ? Statements.withLists(statement, this::shorten) : statement);
        }
        if (Groups.areIn(statements)) {
            leaveGroups(statements, shorter);
        }
        if (sizes.of(shorter) <= limit) {
            return shorter;
        }
        List<Run> runs = new RunFinder(statements, shorter).find();
        runs.sort(Comparator.comparingDouble(Run::score).reversed());
        int size = sizes.of(shorter);
        List<Run> chosen = new ArrayList<>();
        for (Run run : runs) {
            if (size > limit) {
                chosen.add(run);
                size -= run.size - run.callSize();
            }
        }
        return replace(shorter, chosen);
    }

    /** Makes parts of the groups in a list, whatever its size: where a table is, nothing should be that is not run each time. */
    private void leaveGroups(List<Stmt> original, List<Stmt> shorter) {
        for (int i = 0; i < shorter.size(); i++) {
            if (shorter.get(i) instanceof Stmt.Group) {
                Run run = new Run(shorter, i, i + 1, liveness.around(original), liveness.handlers(original));
                if (run.possible) {
                    Stmt.CallPart call = call(run);
                    groups.add(call.part());
                    shorter.set(i, call);
                }
            }
        }
    }

    private boolean callsGroups(List<Stmt> statements) {
        return statements.stream()
                .anyMatch(statement -> statement instanceof Stmt.CallPart call
                        ? groups.contains(call.part())
                        : Statements.lists(statement).stream().anyMatch(this::callsGroups));
    }

    private Stmt.CallPart call(Run run) {
        Part part = run.toPart(parts.size());
        parts.add(part);
        return new Stmt.CallPart(part);
    }

    private List<Stmt> replace(List<Stmt> statements, List<Run> runs) {
        runs.sort(Comparator.comparingInt(run -> run.from));
        List<Stmt> result = new ArrayList<>();
        int next = 0;
        for (Run run : runs) {
            result.addAll(statements.subList(next, run.from));
            result.add(call(run));
            next = run.to;
        }
        result.addAll(statements.subList(next, statements.size()));
        return result;
    }

    private List<Var> variables(BitSet set) {
        return set.stream().mapToObj(variables::get).toList();
    }

    /** Some consecutive statements that could become a part. */
    private final class Run {

        final int from;
        final int to;
        final int size;
        private final List<Stmt> statements;
        private final Mentions mentions;
        private final List<Label> exits;
        private final boolean ends;
        private final BitSet inputs;
        private final BitSet outputs;
        private final List<BitSet> needed;
        private final boolean possible;

        Run(List<Stmt> all, int from, int to, List<BitSet> around, BitSet handlers) {
            this.from = from;
            this.to = to;
            statements = List.copyOf(all.subList(from, to));
            size = sizes.of(statements);
            mentions = Mentions.of(statements);
            exits = mentions.exits();
            ends = Statements.ends(statements);
            needed = new ArrayList<>();
            needed.add(written(ends ? around.get(to) : new BitSet()));
            exits.forEach(exit -> needed.add(written(liveness.at(exit))));
            outputs = new BitSet();
            needed.forEach(outputs::or);
            inputs = (BitSet) mentions.reads().clone();
            inputs.or(mentions.writes());
            inputs.and(around.get(from));
            inputs.andNot(shared);
            possible = fits()
                    && !mentions.returns()
                    && !(mentions.mayThrow() && mentions.writes().intersects(handlers));
        }

        private BitSet written(BitSet live) {
            BitSet written = (BitSet) mentions.writes().clone();
            written.and(live);
            written.andNot(shared);
            return written;
        }

        private boolean fits() {
            int slots = 0;
            for (Var input : variables(inputs)) {
                slots += input.kind().slots();
            }
            return slots <= MAX_INPUT_SLOTS
                    && outputs.cardinality() <= MAX_OUTPUTS
                    && exits.size() <= MAX_EXITS
                    && size > 2 * callSize();
        }

        private int callSize() {
            return 12 + 2 * inputs.cardinality() + 9 * outputs.cardinality() + 4 * exits.size();
        }

        /**
         * Bytes moved out for each value and exit at the border; where a loop is inside, the border is crossed rarely, and
         * where the table before groups is, each time.
         */
        double score() {
            double border = 3 + inputs.cardinality() + 3.0 * outputs.cardinality() + 2.0 * exits.size();
            return size / border * (mentions.hasLoops() ? 2 : 1) * (callsGroups(statements) ? 0.01 : 1);
        }

        Part toPart(int number) {
            return new Part(
                    number,
                    variables(inputs),
                    variables(outputs),
                    exits,
                    needed.stream().map(Splitter.this::variables).toList(),
                    ends,
                    statements,
                    mentions.traits());
        }
    }

    /** Divides a list into runs that do not overlap, each the best of several lengths. */
    private final class RunFinder {

        private static final int LENGTHS = 12;

        private final List<Stmt> statements;
        private final List<BitSet> around;
        private final BitSet handlers;

        /**
         * @param original the list that liveness knows
         * @param statements the same with shorter statements
         */
        RunFinder(List<Stmt> original, List<Stmt> statements) {
            this.statements = statements;
            this.around = liveness.around(original);
            this.handlers = liveness.handlers(original);
        }

        List<Run> find() {
            List<Run> runs = new ArrayList<>();
            int from = 0;
            int misses = 0;
            while (from < statements.size()) {
                Run best = null;
                for (int to : lengths(from)) {
                    Run run = new Run(statements, from, to, around, handlers);
                    if (run.possible && (best == null || run.score() >= best.score())) {
                        best = run;
                    }
                }
                if (best == null) {
                    // Where nothing fits in so many places it would take long to look at all of them.
                    from += 1 + misses++ / 16;
                } else {
                    runs.add(best);
                    from = best.to;
                }
            }
            return runs;
        }

        /** Where runs from here could end: as far as one may go, and some shorter ones. */
        private List<Integer> lengths(int from) {
            int farthest = from;
            int size = 0;
            List<Integer> ends = new ArrayList<>();
            while (farthest < statements.size()) {
                size += sizes.of(statements.get(farthest));
                if (size > limit) {
                    break;
                }
                farthest++;
                if (size > limit / 4) {
                    ends.add(farthest);
                }
            }
            if (ends.isEmpty() && farthest > from) {
                ends.add(farthest);
            }
            List<Integer> some = new ArrayList<>();
            int step = Math.max(1, ends.size() / LENGTHS);
            for (int i = ends.size() - 1; i >= 0; i -= step) {
                some.add(ends.get(i));
            }
            return some;
        }
    }
}
