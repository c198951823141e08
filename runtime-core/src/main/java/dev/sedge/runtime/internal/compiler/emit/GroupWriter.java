package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.flat.FlatFunction;
import dev.sedge.runtime.internal.compiler.read.FunctionReader;
import dev.sedge.runtime.internal.compiler.tree.FunctionTree;
import dev.sedge.runtime.internal.compiler.tree.JumpTable;
import dev.sedge.runtime.internal.compiler.tree.Stmt;
import dev.sedge.runtime.internal.compiler.tree.Var;
import dev.sedge.runtime.internal.compiler.tree.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;

/**
 * Writes the classes with the functions. What does not fit into the limits of HotSpot or of the class file format, which
 * only shows when it is written, is written again by {@link FlatWriter}, which always fits. Thread-safe.
 */
final class GroupWriter {

    /** More variables than that fill a method with their initial values. */
    private static final int MAX_SLOTS = 5000;

    /** Longer branch tables are looked at: one of more bytes than that leaves no room in a method, and cannot be divided. */
    private static final int LONG_TABLE = 1500;

    private static final int MAX_TABLE_BYTES = 6000;

    private final ModulePlan plan;

    /** The functions that did not fit, by the name of the class that they are in. */
    private final Map<String, Set<Integer>> flat = new ConcurrentHashMap<>();

    /** Its pages are asked for one after the other. */
    private volatile @Nullable FlatFunction last;

    GroupWriter(ModulePlan plan) {
        this.plan = plan;
    }

    byte[] write(int group) {
        Set<Integer> flattened = new TreeSet<>();
        while (true) {
            try {
                byte[] type = write(group, flattened);
                flat.put(Names.group(group), flattened);
                return type;
            } catch (OverlongMethodException e) {
                flatten(e.function(), flattened, e);
            } catch (IndexOutOfBoundsException e) {
                flatten(tooLarge(e, group, flattened), flattened, e);
            }
        }
    }

    /**
     * The function that has to be written otherwise. The exceptions of ASM are no types of a catch, for the sake of a short
     * start: the JVM would load them, whose class files no archive of classes can have, to verify this class.
     */
    private int tooLarge(IndexOutOfBoundsException cause, int group, Set<Integer> flattened) {
        if (cause instanceof MethodTooLargeException method) {
            return Names.function(method.getMethodName());
        }
        if (cause instanceof ClassTooLargeException) {
            return longest(group, flattened);
        }
        throw cause;
    }

    private static void flatten(int function, Set<Integer> flattened, RuntimeException cause) {
        if (!flattened.add(function)) {
            throw cause;
        }
    }

    private byte[] write(int group, Set<Integer> flattened) {
        ClassWriter type = ClassFactory.begin(Names.group(group), "java/lang/Object");
        int end = plan.firstOfGroup(group + 1);
        for (int function = plan.firstOfGroup(group); function < end; function++) {
            FunctionTree tree = FunctionReader.read(plan.module(), function);
            if (!flattened.contains(function) && fits(tree)) {
                MethodWriter.write(plan, tree, type);
            } else {
                flattened.add(function);
                new FlatWriter(plan, FlatFunction.of(tree)).writeMethod(MethodWriter.nameOf(plan, tree, type), type);
            }
        }
        type.visitEnd();
        return type.toByteArray();
    }

    /** Whether it may be tried to write a function as usual. */
    private boolean fits(FunctionTree tree) {
        int slots = 0;
        for (Var variable : tree.variables()) {
            slots += variable.kind().slots();
        }
        return plan.limits().methodBytes() > 0
                && slots <= MAX_SLOTS
                && (plan.module().outline().longestBranchTable() <= LONG_TABLE || !hasLongTable(tree));
    }

    private static boolean hasLongTable(FunctionTree tree) {
        boolean[] found = {false};
        new Visitor() {
            @Override
            protected void statement(Stmt statement) {
                found[0] |= statement instanceof Stmt.Switch table
                        && table.targets().size() > LONG_TABLE
                        && JumpTable.of(table.targets()).bytes() > MAX_TABLE_BYTES;
            }
        }.visit(tree.body());
        return found[0];
    }

    /** The function of a group with the most code of those that are not flat yet. */
    private int longest(int group, Set<Integer> flattened) {
        int longest = plan.firstOfGroup(group);
        int most = -1;
        for (int function = longest; function < plan.firstOfGroup(group + 1); function++) {
            int length = plan.module().body(function).length();
            if (length > most && !flattened.contains(function)) {
                longest = function;
                most = length;
            }
        }
        return longest;
    }

    /** The functions of a class, which was written before, that did not fit. */
    Set<Integer> flattened(String internalName) {
        return flat.getOrDefault(internalName, Set.of());
    }

    /** The names of the classes with the pieces of functions that did not fit. */
    List<String> pages(Iterable<Integer> functions) {
        List<String> names = new ArrayList<>();
        for (int function : functions) {
            int pages = new FlatWriter(plan, flat(function)).pages();
            for (int page = 0; page < pages; page++) {
                names.add(Names.page(function, page));
            }
        }
        return names;
    }

    /** A class with pieces of a function: {@code P12p3}. */
    byte[] writePage(String name) {
        int dash = name.indexOf('p');
        int function = Integer.parseInt(name, 1, dash, 10);
        int page = Integer.parseInt(name, dash + 1, name.length(), 10);
        return new FlatWriter(plan, flat(function)).writePage(page);
    }

    private FlatFunction flat(int function) {
        FlatFunction known = last;
        if (known == null || known.tree().index() != function) {
            known = FlatFunction.of(FunctionReader.read(plan.module(), function));
            last = known;
        }
        return known;
    }
}
