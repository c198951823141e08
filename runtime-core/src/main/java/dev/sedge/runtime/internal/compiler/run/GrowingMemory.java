package dev.sedge.runtime.internal.compiler.run;

import java.util.Objects;

/**
 * Loads and stores where the array may be longer than the memory: the address is compared with the memory's size first.
 * That it is a check of an index is something HotSpot knows, and moves out of loops like that of the array.
 */
public final class GrowingMemory {

    private GrowingMemory() {}

    private static int within(int address, int end) {
        try {
            return Objects.checkIndex(address, end);
        } catch (IndexOutOfBoundsException e) {
            throw MemoryAccess.outOfBounds();
        }
    }

    public static int load8(int address, int size, byte[] memory) {
        return MemoryAccess.load8(within(address, size), memory);
    }

    public static int load8u(int address, int size, byte[] memory) {
        return MemoryAccess.load8u(within(address, size), memory);
    }

    public static int load16(int address, int size, byte[] memory) {
        return MemoryAccess.load16(within(address, size - 1), memory);
    }

    public static int load16u(int address, int size, byte[] memory) {
        return MemoryAccess.load16u(within(address, size - 1), memory);
    }

    public static int load32(int address, int size, byte[] memory) {
        return MemoryAccess.load32(within(address, size - 3), memory);
    }

    public static long load32u(int address, int size, byte[] memory) {
        return MemoryAccess.load32u(within(address, size - 3), memory);
    }

    public static long load64(int address, int size, byte[] memory) {
        return MemoryAccess.load64(within(address, size - 7), memory);
    }

    public static float loadFloat(int address, int size, byte[] memory) {
        return MemoryAccess.loadFloat(within(address, size - 3), memory);
    }

    public static double loadDouble(int address, int size, byte[] memory) {
        return MemoryAccess.loadDouble(within(address, size - 7), memory);
    }

    public static void store8(int address, int value, int size, byte[] memory) {
        MemoryAccess.store8(within(address, size), value, memory);
    }

    public static void store16(int address, int value, int size, byte[] memory) {
        MemoryAccess.store16(within(address, size - 1), value, memory);
    }

    public static void store32(int address, int value, int size, byte[] memory) {
        MemoryAccess.store32(within(address, size - 3), value, memory);
    }

    public static void store64(int address, long value, int size, byte[] memory) {
        MemoryAccess.store64(within(address, size - 7), value, memory);
    }

    public static void storeFloat(int address, float value, int size, byte[] memory) {
        MemoryAccess.storeFloat(within(address, size - 3), value, memory);
    }

    public static void storeDouble(int address, double value, int size, byte[] memory) {
        MemoryAccess.storeDouble(within(address, size - 7), value, memory);
    }
}
