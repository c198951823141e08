package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.CallSignature;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import java.util.List;

/** The names of generated classes and methods, and of what they use of the runtime. Internal names, with slashes. */
public final class Names {

    /** The package of all generated classes, and what makes them known in stack traces. */
    public static final String PACKAGE = "dev/sedge/module/";

    static final String RUN = "dev/sedge/runtime/internal/compiler/run/";
    static final String INSTANCE_STATE = RUN + "InstanceState";
    static final String ENTRY_POINT = RUN + "EntryPoint";
    static final String TAIL_ENTRY = RUN + "TailEntry";
    static final String GUEST_THROW = RUN + "GuestThrow";
    static final String MEMORY_ACCESS = RUN + "MemoryAccess";
    static final String GROWING_MEMORY = RUN + "GrowingMemory";
    static final String SPILL = RUN + "Spill";
    static final String FRAME = RUN + "Frame";
    static final String SHARED = RUN + "Shared";
    static final String TABLES = RUN + "Tables";
    static final String REFERENCES = RUN + "References";
    static final String HOST_CALLS = RUN + "HostCalls";

    static final String STATE = PACKAGE + "State";
    static final String IMPORTS = PACKAGE + "Imports";

    /** The descriptor of the runtime's methods that make a trap. */
    static final String MAKES_TRAP = "()Ldev/sedge/runtime/TrapException;";

    static final String STATE_PARAMETER = "L" + INSTANCE_STATE + ";";
    private static final String OWN_STATE_PARAMETER = "L" + STATE + ";";

    private Names() {}

    /** The class with some functions. */
    static String group(int group) {
        return PACKAGE + "F" + group;
    }

    /** The class that calls functions of a type by their numbers, some hundreds in each page. */
    static String dispatcher(int type, int page) {
        return PACKAGE + "T" + type + "p" + page;
    }

    /** The class that calls a function from outside. */
    static String entry(int function) {
        return PACKAGE + "E" + function;
    }

    /** The method of a function. */
    static String method(int function) {
        return "f" + function;
    }

    /** The method of a function that makes tail calls; the other one of the function calls it. */
    static String tailMethod(int function) {
        return "f" + function + "t";
    }

    /** The class that calls a function in place of one that made a tail call. */
    static String tailEntry(int function) {
        return PACKAGE + "R" + function;
    }

    /** The method of a part of a function. */
    static String method(int function, int part) {
        return "f" + function + "p" + part;
    }

    /** The class with some pieces of a function whose variables are in an object. */
    static String page(int function, int page) {
        return PACKAGE + "P" + function + "p" + page;
    }

    /** The method of such a piece. */
    static String piece(int function, int piece) {
        return "f" + function + "c" + piece;
    }

    /** The number of the function in the name of one of its methods. */
    public static int function(String method) {
        int end = 1;
        while (end < method.length() && Character.isDigit(method.charAt(end))) {
            end++;
        }
        return Integer.parseInt(method, 1, end, 10);
    }

    /** How methods of the runtime that yield a kind are told apart. */
    static String suffix(Kind kind) {
        return switch (kind) {
            case INT -> "Int";
            case LONG, HIGH -> "Long";
            case FLOAT -> "Float";
            case DOUBLE -> "Double";
            case REF -> "Reference";
        };
    }

    /** The field of a global variable, or of half of one. */
    public static String global(int global, int half) {
        return half == 0 ? "g" + global : "h" + global;
    }

    /** The descriptor of the method of a function. */
    static String descriptor(List<Kind> parameters, List<Kind> results) {
        return descriptor(parameters, "", results);
    }

    /** The same with more parameters before those for the state and the depth. */
    static String descriptor(List<Kind> parameters, String more, List<Kind> results) {
        StringBuilder text = new StringBuilder("(");
        int passed = CallSignature.of(parameters).passed();
        for (int i = 0; i < passed; i++) {
            text.append(parameters.get(i).descriptor());
        }
        text.append(more).append(OWN_STATE_PARAMETER).append("I)");
        return text.append(results.isEmpty() ? "V" : results.get(0).descriptor())
                .toString();
    }
}
