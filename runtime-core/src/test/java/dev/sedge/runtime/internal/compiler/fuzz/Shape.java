package dev.sedge.runtime.internal.compiler.fuzz;

import static dev.sedge.runtime.ValueType.EXTERNREF;
import static dev.sedge.runtime.ValueType.F32;
import static dev.sedge.runtime.ValueType.F64;
import static dev.sedge.runtime.ValueType.FUNCREF;
import static dev.sedge.runtime.ValueType.I32;
import static dev.sedge.runtime.ValueType.I64;
import static dev.sedge.runtime.ValueType.V128;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;

/** What the functions of a generated module have in common. */
final class Shape {

    /** The types of values that go in and out of functions. */
    static final List<ValueType> VALUES = List.of(I32, I64, F32, F64, V128, FUNCREF, EXTERNREF);

    /** The global that counts down at each call and each turn of a loop, so that everything ends. */
    static final int FUEL = 0;

    static final int MEMORIES = 2;

    /** Table 0 has functions, table 1 references of the host. */
    static final List<ValueType> TABLES = List.of(FUNCREF, EXTERNREF);

    /** Passive segments of bytes and of functions have this index. */
    static final int PASSIVE = 1;

    final Mode mode;

    /** What may be in a module, because the interpreter has faults in the rest. */
    enum Mode {
        /** All but parameters of blocks, exceptions that are caught, tail calls, and vectors that branches take along. */
        VECTORS,
        /** All but vectors, parameters of blocks, and tail calls of a function to itself. */
        CONTROL,
        /** All: to compare the compiler with itself. */
        ALL
    }

    final List<FunctionType> tags;

    /** The types of values that functions, locals and globals have. */
    final List<ValueType> values;

    final List<FunctionType> types = new ArrayList<>();
    final List<FunctionType> functions = new ArrayList<>();

    /** All can be set; the first is the fuel. */
    final List<ValueType> globals = new ArrayList<>(List.of(I32));

    Shape(Choices choices) {
        mode = choices.of(List.of(Mode.CONTROL, Mode.VECTORS, Mode.CONTROL, Mode.VECTORS, Mode.ALL));
        tags = List.of(FunctionType.of(I32), FunctionType.of(I64, F64, mode == Mode.CONTROL ? F32 : V128));
        values = VALUES.stream()
                .filter(type -> type != V128 || mode != Mode.CONTROL)
                .toList();
        functions.addAll(Hosts.TYPES);
        globals.addAll(values);
        globals.add(choices.of(values));
        List<FunctionType> signatures = new ArrayList<>();
        for (int i = 2 + choices.below(3); i > 0; i--) {
            signatures.add(FunctionType.of(values(choices, 6), values(choices, 4)));
        }
        for (int i = 3 + choices.below(5); i > 0; i--) {
            functions.add(choices.of(signatures));
        }
        functions.forEach(this::type);
        tags.forEach(this::type);
    }

    /** Whether blocks and branches take values of a type along. */
    boolean inBlocks(ValueType type) {
        return mode == Mode.ALL || type != V128;
    }

    /** Whether blocks have parameters. */
    boolean hasParameters() {
        return mode == Mode.ALL;
    }

    /** Whether a function of a type may be called in place of one of another. */
    boolean mayFollow(FunctionType type, FunctionType first) {
        return mode == Mode.ALL || !type.equals(first);
    }

    /** Whether exceptions are caught and tail calls made. */
    boolean leavesFrames() {
        return mode != Mode.VECTORS;
    }

    /** Whether a function may be called: not with vectors where there are to be none. */
    boolean isCallable(int function) {
        FunctionType type = functions.get(function);
        return values.containsAll(type.parameters()) && values.containsAll(type.results());
    }

    private List<ValueType> values(Choices choices, int bound) {
        List<ValueType> all = new ArrayList<>();
        for (int i = choices.below(bound); i > 0; i--) {
            all.add(choices.of(values));
        }
        return all;
    }

    /** The index of a type, which is added if it is new. */
    int type(FunctionType type) {
        if (!types.contains(type)) {
            types.add(type);
        }
        return types.indexOf(type);
    }

    /** The functions of a type. */
    List<Integer> functionsOf(FunctionType type) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            if (functions.get(i).equals(type)) {
                found.add(i);
            }
        }
        return found;
    }
}
