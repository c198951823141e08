package dev.sedge.runtime;

/**
 * What a module may contain at most. They are checked before anything is built from the module, in one pass over its
 * bytes, so that a small hostile module costs little. The defaults let through what toolchains make, 70 MB modules
 * included.
 *
 * @param moduleBytes size of the module
 * @param types function types
 * @param functions functions, imports included
 * @param imports imports
 * @param exports exports
 * @param tables tables
 * @param tableEntries initial entries of all tables together
 * @param memories memories
 * @param globals globals
 * @param segments data segments and element segments, each
 * @param elementEntries entries of all element segments together
 * @param functionBytes size of the body of one function
 * @param localsPerFunction locals of one function, parameters excluded
 * @param locals locals of all functions together
 * @param validationWork steps of validating all functions: grows with the instructions, and with branch tables and many
 *     values at deep nesting faster than these
 */
public record ModuleLimits(
        long moduleBytes,
        int types,
        int functions,
        int imports,
        int exports,
        int tables,
        int tableEntries,
        int memories,
        int globals,
        int segments,
        int elementEntries,
        int functionBytes,
        int localsPerFunction,
        int locals,
        long validationWork) {

    private static final ModuleLimits DEFAULTS = new ModuleLimits(
            128L << 20,
            50_000,
            300_000,
            2_000,
            50_000,
            100,
            200_000,
            16,
            50_000,
            100_000,
            200_000,
            2 << 20,
            50_000,
            2_000_000,
            150_000_000);

    /** The caps named at each parameter's {@code with} method. */
    public static ModuleLimits defaults() {
        return DEFAULTS;
    }
}
