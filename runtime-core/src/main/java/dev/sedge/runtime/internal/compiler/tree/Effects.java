package dev.sedge.runtime.internal.compiler.tree;

/**
 * What evaluating something may read, write and end. Variables are counted in masks that may confuse two of them, which
 * costs a temporary at most.
 *
 * @param state a set of the bits below
 * @param reads the variables it reads
 * @param writes the variables it writes
 */
public record Effects(int state, long reads, long writes) {

    public static final int TRAPS = 1;
    public static final int READS_MEMORY = 2;
    public static final int WRITES_MEMORY = 4;
    public static final int READS_STATE = 8;
    public static final int WRITES_STATE = 16;

    /** No effect at all. */
    public static final Effects NONE = new Effects(0, 0, 0);

    /** A branch: what traps or sets a variable must not move to its other side, where any variable may be read. */
    public static final Effects LEAVES = new Effects(TRAPS, -1L, 0);

    /** Anything: a call. */
    public static final Effects ALL =
            new Effects(TRAPS | READS_MEMORY | WRITES_MEMORY | READS_STATE | WRITES_STATE, 0, 0);

    private static final int WRITES = WRITES_MEMORY | WRITES_STATE;

    /** These effects on the state. */
    public static Effects of(int state) {
        return new Effects(state, 0, 0);
    }

    /** Both one after the other. */
    public Effects and(Effects other) {
        return new Effects(state | other.state, reads | other.reads, writes | other.writes);
    }

    /** And it writes a variable. */
    public Effects andWrite(Var variable) {
        return new Effects(state, reads, writes | variable.bit());
    }

    /** Whether it matters in which order the two happen. */
    public boolean conflictsWith(Effects other) {
        if ((writes & (other.reads | other.writes)) != 0 || (reads & other.writes) != 0) {
            return true;
        }
        return ordered(state, other.state) || ordered(other.state, state);
    }

    /** Whether one that traps or reads must stay before or behind another that traps or writes. */
    private static boolean ordered(int one, int other) {
        if ((one & TRAPS) != 0 && (other & (TRAPS | WRITES)) != 0) {
            return true;
        }
        boolean memory = (one & (READS_MEMORY | WRITES_MEMORY)) != 0 && (other & WRITES_MEMORY) != 0;
        boolean state = (one & (READS_STATE | WRITES_STATE)) != 0 && (other & WRITES_STATE) != 0;
        return memory || state;
    }
}
