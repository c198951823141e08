package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.scan.ByteReader;

/**
 * What follows the opcode of a load or store.
 *
 * @param memory the memory
 * @param start what is added to the address, unsigned
 */
record MemoryArgument(int memory, long start) {

    static final MemoryArgument NONE = new MemoryArgument(0, 0);

    private static final int HAS_MEMORY = 6;

    static MemoryArgument read(ByteReader in) {
        int memory = in.u32() >> HAS_MEMORY != 0 ? (int) in.u32() : 0;
        return new MemoryArgument(memory, in.u32());
    }

    /** The offset, negative where it is beyond 2^31. */
    int offset() {
        return offset(0);
    }

    /** The offset of something so many bytes further. */
    int offset(int more) {
        return start + more > Integer.MAX_VALUE ? -1 : (int) (start + more);
    }
}
