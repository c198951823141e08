package dev.sedge.bench;

import java.util.Locale;

/** What is measured side by side. The names in benchmark parameters are these in lower case, with "-" for "_". */
enum Peer {
    /** This project: its engine and its WASI. */
    SEDGE,
    /** Endive's interpreter with Endive's own WASI. */
    ENDIVE,
    /** Chicory's interpreter with Chicory's own WASI. */
    CHICORY,
    /** Chicory's compiler to JVM bytecode with Chicory's own WASI. */
    CHICORY_COMPILED;

    static Peer parse(String parameter) {
        return valueOf(parameter.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    GuestEngine engine() {
        return switch (this) {
            case SEDGE -> new SedgeEngine();
            case ENDIVE -> new EndiveEngine();
            case CHICORY -> new ChicoryEngine(false);
            case CHICORY_COMPILED -> new ChicoryEngine(true);
        };
    }
}
