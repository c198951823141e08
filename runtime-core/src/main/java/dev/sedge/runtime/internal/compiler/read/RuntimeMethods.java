package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.compiler.tree.Effects;
import dev.sedge.runtime.internal.compiler.tree.Kind;
import dev.sedge.runtime.internal.compiler.tree.RuntimeMethod;

/** The methods of the runtime that instructions become. Their last parameter is the state, but for {@code select}. */
final class RuntimeMethods {

    private static final String RUN = "dev/sedge/runtime/internal/compiler/run/";
    private static final String STATE = "L" + RUN + "InstanceState;";

    static final RuntimeMethod SPEND_FUEL = state("InstanceState", "spend", "(I", "V", Effects.of(Effects.TRAPS));

    static final RuntimeMethod MEMORY_SIZE = state("MemoryBulk", "size", "(I", "I", Effects.of(Effects.READS_STATE));
    static final RuntimeMethod MEMORY_GROW = state("MemoryBulk", "grow", "(II", "I", Effects.ALL);
    static final RuntimeMethod MEMORY_FILL = state("MemoryBulk", "fill", "(IIII", "V", Effects.ALL);
    static final RuntimeMethod MEMORY_COPY = state("MemoryBulk", "copy", "(IIIII", "V", Effects.ALL);
    static final RuntimeMethod MEMORY_INIT = state("MemoryBulk", "init", "(IIIII", "V", Effects.ALL);
    static final RuntimeMethod DATA_DROP = state("MemoryBulk", "drop", "(I", "V", Effects.ALL);

    static final RuntimeMethod TABLE_SIZE = state("Tables", "size", "(I", "I", Effects.of(Effects.READS_STATE));
    static final RuntimeMethod TABLE_COPY = state("Tables", "copy", "(IIIII", "V", Effects.ALL);
    static final RuntimeMethod TABLE_INIT = state("Tables", "init", "(IIIII", "V", Effects.ALL);
    static final RuntimeMethod ELEMENT_DROP = state("Tables", "drop", "(I", "V", Effects.ALL);

    private static final Effects READS_TABLE = Effects.of(Effects.READS_STATE | Effects.TRAPS);

    private RuntimeMethods() {}

    static RuntimeMethod tableGet(Kind element) {
        return state(
                "Tables", element == Kind.INT ? "getFunction" : "getExtern", "(II", element.descriptor(), READS_TABLE);
    }

    static RuntimeMethod tableSet(Kind element) {
        return state("Tables", "set", "(I" + element.descriptor() + "I", "V", Effects.ALL);
    }

    static RuntimeMethod tableGrow(Kind element) {
        return state("Tables", "grow", "(" + element.descriptor() + "II", "I", Effects.ALL);
    }

    static RuntimeMethod tableFill(Kind element) {
        return state("Tables", "fill", "(I" + element.descriptor() + "II", "V", Effects.ALL);
    }

    static RuntimeMethod select(Kind kind) {
        String descriptor = "(" + kind.descriptor() + kind.descriptor() + "I)" + kind.descriptor();
        return new RuntimeMethod(RUN + "Numeric", "select", descriptor, false, Effects.NONE);
    }

    static RuntimeMethod isNull(Kind kind) {
        return new RuntimeMethod(RUN + "References", "isNull", "(" + kind.descriptor() + ")I", false, Effects.NONE);
    }

    private static RuntimeMethod state(String owner, String name, String parameters, String result, Effects effects) {
        return new RuntimeMethod(RUN + owner, name, parameters + STATE + ")" + result, true, effects);
    }
}
