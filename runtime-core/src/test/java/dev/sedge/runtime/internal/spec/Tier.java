package dev.sedge.runtime.internal.spec;

import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.compiler.CompilerProvider;
import dev.sedge.runtime.internal.compiler.emit.Limits;
import dev.sedge.runtime.internal.interpreter.InterpreterProvider;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the suite runs in: one constant and one provider for each tier and each way to set it up. */
enum Tier {
    INTERPRETER,
    COMPILER,
    /** Every function in parts of a few instructions, and loads and stores in line. */
    COMPILER_SPLIT,
    /** Every function as those are that no method can hold. */
    COMPILER_FLAT;

    private static final Limits SPLIT = new Limits(200, 0);
    private static final Limits FLAT = new Limits(0, 0);

    EngineProvider provider() {
        return switch (this) {
            case INTERPRETER -> new InterpreterProvider(false);
            case COMPILER -> new CompilerProvider(new InterpreterProvider(false), Optional.empty(), Long.MAX_VALUE);
            case COMPILER_SPLIT ->
                new CompilerProvider(new InterpreterProvider(false), Optional.empty(), Long.MAX_VALUE, SPLIT);
            case COMPILER_FLAT ->
                new CompilerProvider(new InterpreterProvider(false), Optional.empty(), Long.MAX_VALUE, FLAT);
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
