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
    private final int heapBytes;

    private PackedMemory(BitSet used, byte[] bytes, int heapBytes) {
        this.used = used;
        this.bytes = bytes;
        this.heapBytes = heapBytes;
    }

    /** How many blocks of the first {@code size} bytes are not zero; {@code size} is a multiple of pages. */
    static int usedBlocks(byte[] memory, int size) {
        int count = 0;
        for (int start = 0; start < size; start += BLOCK_BYTES) {
            count += isUsed(memory, start) ? 1 : 0;
        }
        return count;
    }

    /** The heap that the packed form of so many blocks takes: these, and a bit for each block of the memory. */
    static int heapBytes(int blocks, int size) {
        return blocks * BLOCK_BYTES + size / BLOCK_BYTES / Byte.SIZE;
    }

    /** Packs the first {@code size} bytes, of which so many blocks are not zero. */
    static PackedMemory of(byte[] memory, int size, int blocks) {
        BitSet used = new BitSet(size / BLOCK_BYTES);
        byte[] kept = new byte[blocks * BLOCK_BYTES];
        int end = 0;
        for (int start = 0; start < size; start += BLOCK_BYTES) {
            if (isUsed(memory, start)) {
                used.set(start / BLOCK_BYTES);
                System.arraycopy(memory, start, kept, end, BLOCK_BYTES);
                end += BLOCK_BYTES;
            }
        }
        return new PackedMemory(used, kept, heapBytes(blocks, size));
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
    int heapBytes() {
        return heapBytes;
    }

    private static boolean isUsed(byte[] memory, int start) {
        return !Arrays.equals(memory, start, start + BLOCK_BYTES, ZEROS, 0, BLOCK_BYTES);
    }
}
