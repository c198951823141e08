package dev.sedge.runtime.internal;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A memory without its zeros: the blocks that hold anything else, one behind the other. Most of what a guest is given it
 * never touches, so this is a small part of the memory. Immutable.
 */
final class PackedMemory {

    /** Small, because what one object of a guest touches makes its whole block stay. */
    private static final int BLOCK_BYTES = 1024;

    private static final byte[] ZEROS = new byte[BLOCK_BYTES];

    private final BitSet used;
    private final byte[] bytes;

    private PackedMemory(BitSet used, byte[] bytes) {
        this.used = used;
        this.bytes = bytes;
    }

    /** Which blocks of the first {@code size} bytes are not zero; {@code size} is a multiple of pages. */
    static BitSet usedBlocks(byte[] memory, int size) {
        BitSet used = new BitSet(size / BLOCK_BYTES);
        for (int start = 0; start < size; start += BLOCK_BYTES) {
            if (!Arrays.equals(memory, start, start + BLOCK_BYTES, ZEROS, 0, BLOCK_BYTES)) {
                used.set(start / BLOCK_BYTES);
            }
        }
        return used;
    }

    /** The heap that the packed form of these blocks takes: their bytes, and a bit for each block of the memory. */
    static long heapBytes(BitSet used) {
        return (long) used.cardinality() * BLOCK_BYTES + used.size() / Byte.SIZE;
    }

    /** Packs these blocks. */
    static PackedMemory of(byte[] memory, BitSet used) {
        byte[] kept = new byte[used.cardinality() * BLOCK_BYTES];
        int end = 0;
        for (int block = used.nextSetBit(0); block >= 0; block = used.nextSetBit(block + 1)) {
            System.arraycopy(memory, block * BLOCK_BYTES, kept, end, BLOCK_BYTES);
            end += BLOCK_BYTES;
        }
        return new PackedMemory(used, kept);
    }

    /** Puts the blocks where they were, in an array of zeros. */
    void unpack(byte[] memory) {
        int start = 0;
        for (int block = used.nextSetBit(0); block >= 0; block = used.nextSetBit(block + 1)) {
            System.arraycopy(bytes, start, memory, block * BLOCK_BYTES, BLOCK_BYTES);
            start += BLOCK_BYTES;
        }
    }

    /** The heap that it takes. */
    long heapBytes() {
        return heapBytes(used);
    }
}
