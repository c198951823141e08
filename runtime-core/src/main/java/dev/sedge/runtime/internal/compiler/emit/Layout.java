package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** Which of the JVM's local variables hold what in one method: parameters, the state, the depth, and the rest. */
final class Layout {

    private final int[] slots;

    /** The fields of the variables that the parts of the function share, by their ids. */
    private final Map<Integer, String> fields;

    private final List<Object> frame = new ArrayList<>();
    private int next;

    /** The object that holds the variables, -1 where the method's own do. */
    private final int held;

    final int state;
    final int depth;

    /** The object with the variables that parts share, -1 where there are none. */
    final int shared;

    /** The array of memory 0, -1 where the method does not touch it. */
    final int memory;

    /** The size of memory 0 where its array does not tell it, else -1. */
    final int size;

    /** How many rounds loops may make until the next poll, -1 where there are no loops. */
    final int rounds;

    /**
     * @param parameters the variables that are parameters of the method
     * @param shared the variables that the parts of the function share
     * @param variables how many variables the function has
     * @param memory whether memory 0 is used
     * @param reserve whether its array may be longer than it is
     * @param loops whether there are loops
     */
    Layout(List<Var> parameters, List<Var> shared, int variables, boolean memory, boolean reserve, boolean loops) {
        slots = new int[variables];
        fields = fields(shared);
        Arrays.fill(slots, -1);
        parameters.forEach(this::add);
        held = -1;
        state = add(Names.STATE);
        depth = add(Kind.INT);
        this.shared = shared.isEmpty() ? -1 : add(Names.SHARED);
        this.memory = memory ? add("[B") : -1;
        size = memory && reserve ? add(Kind.INT) : -1;
        rounds = loops ? add(Kind.INT) : -1;
    }

    /** Of a method that finds all variables in an object: its parameters are a number, the object, the state and the depth. */
    Layout(boolean memory, boolean reserve) {
        slots = new int[0];
        fields = Map.of();
        shared = -1;
        add(Kind.INT);
        held = add(Names.FRAME);
        state = add(Names.STATE);
        depth = add(Kind.INT);
        this.memory = memory ? add("[B") : -1;
        size = memory && reserve ? add(Kind.INT) : -1;
        rounds = add(Kind.INT);
    }

    private static Map<Integer, String> fields(List<Var> shared) {
        Map<Integer, String> fields = new HashMap<>();
        int ints = 0;
        int longs = 0;
        for (Var variable : shared) {
            fields.put(variable.id(), variable.kind() == Kind.INT ? "i" + ints++ : "l" + longs++);
        }
        return fields;
    }

    /** Leaves the value of a variable on the operand stack. */
    void load(Code code, Var variable) {
        String field = fields.get(variable.id());
        if (field != null) {
            code.loadReference(shared);
            code.field(Opcodes.GETFIELD, Names.SHARED, field, variable.kind());
        } else if (held < 0) {
            code.load(variable.kind(), slots[variable.id()]);
        } else {
            code.loadHeld(variable.kind(), variable.id(), held);
        }
    }

    /** Takes the value of a variable from the operand stack. */
    void store(Code code, Var variable) {
        String field = fields.get(variable.id());
        if (field != null) {
            code.loadReference(shared);
            code.swap(variable.kind());
            code.field(Opcodes.PUTFIELD, Names.SHARED, field, variable.kind());
        } else if (held < 0) {
            code.store(variable.kind(), slots[variable.id()]);
        } else {
            code.storeHeld(variable.kind(), variable.id(), held);
        }
    }

    /** Gives a variable a place. */
    void add(Var variable) {
        slots[variable.id()] = add(variable.kind());
    }

    /** A place of no variable. */
    int add(Kind kind) {
        int slot = next;
        next += kind.slots();
        frame.add(frameType(kind));
        return slot;
    }

    /** A place for the object that holds the variables of a function. */
    int addFrame() {
        return add(Names.FRAME);
    }

    private int add(String type) {
        frame.add(type);
        return next++;
    }

    private static Object frameType(Kind kind) {
        return switch (kind) {
            case INT -> Opcodes.INTEGER;
            case LONG, HIGH -> Opcodes.LONG;
            case FLOAT -> Opcodes.FLOAT;
            case DOUBLE -> Opcodes.DOUBLE;
            case REF -> "java/lang/Object";
        };
    }

    /** Whether a variable has a place. */
    boolean has(Var variable) {
        return isPassed(variable) || isShared(variable);
    }

    /** Whether a parameter of the function is one of the method. */
    boolean isPassed(Var parameter) {
        return slots[parameter.id()] >= 0;
    }

    boolean isShared(Var variable) {
        return fields.containsKey(variable.id());
    }

    /** Moves a parameter of the method to where it is shared. */
    void share(Code code, Var parameter) {
        code.load(parameter.kind(), slots[parameter.id()]);
        store(code, parameter);
    }

    /** The types of all places, as a stack map frame has them. */
    Object[] frame() {
        return frame.toArray();
    }
}
