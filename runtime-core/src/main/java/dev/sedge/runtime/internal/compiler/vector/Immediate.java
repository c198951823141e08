package dev.sedge.runtime.internal.compiler.vector;

/** What follows the opcode of a vector instruction, in the order in which it is named. */
public enum Immediate {
    /** Nothing. */
    NONE(false, 0),
    /** A memory argument. */
    MEMORY(true, 0),
    /** A memory argument and the number of a lane, one byte. */
    MEMORY_LANE(true, 1),
    /** The number of a lane, one byte. */
    LANE(false, 1),
    /** Sixteen bytes: a constant, or the numbers of the lanes of a shuffle. */
    BYTES(false, 16);

    private final boolean memory;
    private final int bytes;

    Immediate(boolean memory, int bytes) {
        this.memory = memory;
        this.bytes = bytes;
    }

    /** Whether it begins with a memory argument. */
    public boolean hasMemory() {
        return memory;
    }

    /** How many bytes come after that: 0, 1 or 16. */
    public int bytes() {
        return bytes;
    }
}
