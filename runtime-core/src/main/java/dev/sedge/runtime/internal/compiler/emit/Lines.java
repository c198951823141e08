package dev.sedge.runtime.internal.compiler.emit;

/**
 * Line numbers that stand for places in the code of a function: 1 is its first byte. They end at 65,535; in a longer
 * function several bytes share one.
 *
 * @param start where the function's body begins
 * @param scale how many bytes share a line
 */
public record Lines(int start, int scale) {

    /** The line of what is nowhere in the function. */
    public static final int NONE = 65_535;

    private static final int MAX = 65_534;

    public static Lines of(int start, int end) {
        return new Lines(start, (end - start) / MAX + 1);
    }

    /** The line of a place in the module. */
    public int of(int offset) {
        return (offset - start) / scale + 1;
    }

    /** The place in the module of a line. */
    public int offset(int line) {
        return start + (line - 1) * scale;
    }
}
