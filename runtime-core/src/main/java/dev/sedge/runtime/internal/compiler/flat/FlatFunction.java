package dev.sedge.runtime.internal.compiler.flat;

import static java.util.Objects.requireNonNull;

import dev.sedge.runtime.internal.compiler.tree.FunctionTree;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Label;
import dev.sedge.runtime.internal.compiler.tree.Statements;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function as pieces, each small enough for a method, between which only its variables live. Control goes from piece to
 * piece by places: the number of a piece and of an entrance to it.
 */
public final class FlatFunction {

    /** How many places a piece may have: its beginning and the labels in it that others go to. */
    static final int PLACES = 256;

    private final FunctionTree tree;
    private final List<Var> variables;
    private final List<Piece> pieces;
    private final IdentityHashMap<Label, Integer> places = new IdentityHashMap<>();

    /**
     * Statements that follow each other.
     *
     * @param statements none with statements in it; a block or a loop only says where its label is
     * @param guards the handlers of exceptions around them, innermost first; all they do is to branch
     * @param entrances the labels in it that other pieces go to; found last
     */
    public record Piece(List<Stmt> statements, List<Stmt.Catch> guards, List<Label> entrances) {}

    private FlatFunction(FunctionTree tree, List<Var> variables, List<Piece> pieces) {
        this.tree = tree;
        this.variables = variables;
        this.pieces = pieces;
    }

    /** A function in pieces. */
    public static FlatFunction of(FunctionTree tree) {
        List<Var> variables = new ArrayList<>(tree.variables());
        FlatFunction flat = new FlatFunction(tree, variables, new Flattener(variables).flatten(tree));
        flat.findEntrances();
        return flat;
    }

    private void findEntrances() {
        IdentityHashMap<Label, Integer> owners = new IdentityHashMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            for (Stmt statement : pieces.get(i).statements()) {
                Label label = placed(statement);
                if (label != null) {
                    owners.put(label, i);
                }
            }
        }
        for (int i = 0; i < pieces.size(); i++) {
            for (Stmt statement : pieces.get(i).statements()) {
                for (Label target : Statements.targets(statement)) {
                    enter(target, owners, i);
                }
            }
            for (Stmt.Catch guard : pieces.get(i).guards()) {
                enter(((Stmt.Branch) guard.then().get(0)).target(), owners, i);
            }
        }
    }

    private void enter(Label target, IdentityHashMap<Label, Integer> owners, int from) {
        int owner = requireNonNull(owners.get(target));
        if (owner != from && !places.containsKey(target)) {
            List<Label> entrances = pieces.get(owner).entrances();
            entrances.add(target);
            places.put(target, place(owner) + entrances.size());
        }
    }

    /** The label that a statement places; null for none. */
    static @Nullable Label placed(Stmt statement) {
        if (statement instanceof Stmt.Block block) {
            return block.end();
        }
        return statement instanceof Stmt.Loop loop ? loop.head() : null;
    }

    /** Whether control may come to a statement by a branch. */
    public static boolean isPlace(Stmt statement) {
        return placed(statement) != null;
    }

    public FunctionTree tree() {
        return tree;
    }

    /** All variables: those of the function, and those that were needed to divide it. */
    public List<Var> variables() {
        return variables;
    }

    /** Whether there are variables for references. */
    public boolean hasReferences() {
        return variables.stream().anyMatch(variable -> variable.kind() == Kind.REF);
    }

    public List<Piece> pieces() {
        return pieces;
    }

    /** The place where a piece begins. */
    public static int place(int piece) {
        return piece * PLACES;
    }

    /** The place of a label that other pieces go to. */
    public int place(Label label) {
        return requireNonNull(places.get(label));
    }
}
