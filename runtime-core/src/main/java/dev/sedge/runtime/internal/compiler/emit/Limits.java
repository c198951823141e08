package dev.sedge.runtime.internal.compiler.emit;

/**
 * How long methods become. Others than the usual ones give the same results: they are for tests.
 *
 * @param methodBytes how many bytes of bytecode a method may have before its function is divided; 0 for functions in pieces,
 *     all of them
 * @param calledAccesses how many loads and stores a method may have before they are written in line
 */
public record Limits(int methodBytes, int calledAccesses) {

    private static final int LAST_JDK_SHORT_OF_REGISTERS = 17;

    /**
     * With more accesses C2 may stop inlining the runtime's methods that load and store. C1 of JDK 17 has not the virtual
     * registers for as many in line as a long method can have; what it gives up, C2 never gets.
     */
    public static final Limits USUAL =
            new Limits(Runtime.version().feature() > LAST_JDK_SHORT_OF_REGISTERS ? 4000 : 2000, 80);

    /** What code that was made with them is kept under. */
    public String name() {
        String bytes = Integer.toString(methodBytes);
        return "method=".concat(bytes).concat(",").concat(Integer.toString(calledAccesses));
    }
}
