package dev.sedge.bench.engines;

import java.util.Locale;

/** Kinds of contenders, which share a colour in the chart. */
enum Family {
    SEDGE("Sedge"),
    JAVA("other engines in Java"),
    NATIVE("engines that emit machine code"),
    AHEAD("compiled ahead of time by gcc");

    private final String label;

    Family(String label) {
        this.label = label;
    }

    static Family of(String contender) {
        if (contender.equals(Lineup.SEDGE)) {
            return SEDGE;
        }
        if (contender.contains("gcc")) {
            return AHEAD;
        }
        return contender.matches("(Chicory|Endive|GraalWasm).*") ? JAVA : NATIVE;
    }

    /** What the legend calls it. */
    String label() {
        return label;
    }

    /** Its class in the style sheet of the chart. */
    String style() {
        return name().toLowerCase(Locale.ROOT);
    }
}
