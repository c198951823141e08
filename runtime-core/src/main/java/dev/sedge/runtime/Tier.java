package dev.sedge.runtime;

/** How an {@link Engine} runs modules. Results, traps and limits are the same in both. */
public enum Tier {
    /**
     * Functions become JVM bytecode when they are first called, which HotSpot then compiles to machine code. Modules with
     * instructions that the compiler does not know are interpreted.
     */
    COMPILER,
    /** Functions are interpreted: some hundred times slower, with nothing to wait for. */
    INTERPRETER
}
