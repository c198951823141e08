package dev.sedge.runtime.internal.spec;

import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.interpreter.InterpreterProvider;
import java.util.Arrays;
import java.util.Locale;

/** What the suite runs in: one constant and one provider for each tier and each way to set it up. */
enum Tier {
    INTERPRETER;

    EngineProvider provider() {
        return switch (this) {
            case INTERPRETER -> new InterpreterProvider();
        };
    }

    static boolean isKnown(String label) {
        return Arrays.stream(values()).anyMatch(tier -> tier.toString().equals(label));
    }

    /** Its name in the names of tests and in exclusions, for example {@code interpreter}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
