package dev.sedge.runtime;

/**
 * What a module may contain at most. They are checked before anything is built from the module, in one pass over its
 * bytes, so that a small hostile module costs little. The defaults let through what toolchains make, modules of 70 MB
 * included.
 *
 * @param moduleBytes size of the module. Default: 128 MiB
 * @param types function types. Default: 50,000
 * @param functions functions, imports included. Default: 300,000
 * @param imports imports; linking takes time with their square. Default: 1,000
 * @param exports exports. Default: 50,000
 * @param tables tables. Default: 100
 * @param tableEntries initial entries of all tables together. Default: 200,000
 * @param memories memories. Default: 16
 * @param globals globals. Default: 50,000
 * @param segments data segments and element segments, each. Default: 100,000
 * @param elementEntries entries of all element segments together. Default: 200,000
 * @param functionBytes size of the body of one function. Default: 1 MiB
 * @param localsPerFunction locals of one function, parameters excluded. Default: 50,000
 * @param locals locals of all functions together. Default: 2,000,000
 * @param validationWork steps of validating all functions beyond one for each instruction: branches out of deep nesting,
 *     branch tables, many values at once. Toolchains make 1 to 2 for each byte. Default: 500,000,000
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
            1_000,
            50_000,
            100,
            200_000,
            16,
            50_000,
            100_000,
            200_000,
            1 << 20,
            50_000,
            2_000_000,
            500_000_000);

    /** The default of every cap. */
    public static ModuleLimits defaults() {
        return DEFAULTS;
    }

    /** These caps with another {@link #moduleBytes()}. */
    public ModuleLimits withModuleBytes(long bytes) {
        return with(bytes, functions, imports, functionBytes, validationWork);
    }

    /** These caps with another {@link #functions()}. */
    public ModuleLimits withFunctions(int count) {
        return with(moduleBytes, count, imports, functionBytes, validationWork);
    }

    /** These caps with another {@link #imports()}. */
    public ModuleLimits withImports(int count) {
        return with(moduleBytes, functions, count, functionBytes, validationWork);
    }

    /** These caps with another {@link #functionBytes()}. */
    public ModuleLimits withFunctionBytes(int bytes) {
        return with(moduleBytes, functions, imports, bytes, validationWork);
    }

    /** These caps with another {@link #validationWork()}. */
    public ModuleLimits withValidationWork(long steps) {
        return with(moduleBytes, functions, imports, functionBytes, steps);
    }

    private ModuleLimits with(long bytes, int functionCount, int importCount, int bodyBytes, long steps) {
        return new ModuleLimits(
                bytes,
                types,
                functionCount,
                importCount,
                exports,
                tables,
                tableEntries,
                memories,
                globals,
                segments,
                elementEntries,
                bodyBytes,
                localsPerFunction,
                locals,
                steps);
    }
}
