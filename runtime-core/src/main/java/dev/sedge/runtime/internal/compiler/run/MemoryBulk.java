package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.internal.LinearMemory;
import java.nio.ByteBuffer;

/** The instructions on whole memories: operands first, then the immediates in the order of the binary format, then the state. */
public final class MemoryBulk {

    /** Of an active segment too: it is dropped when its instance is made. */
    private static final ByteBuffer DROPPED = ByteBuffer.allocate(0);

    private MemoryBulk() {}

    public static int size(int memory, InstanceState state) {
        return state.memory(memory).pages();
    }

    public static int grow(int pages, int memory, InstanceState state) {
        LinearMemory grown = state.memory(memory);
        int old = grown.grow(pages);
        if (memory == 0) {
            state.look(grown);
        }
        return old;
    }

    public static void fill(int address, int value, int length, int memory, InstanceState state) {
        state.memory(memory).fill(address, length, (byte) value);
    }

    public static void copy(
            int target, int source, int length, int targetMemory, int sourceMemory, InstanceState state) {
        state.memory(targetMemory).copy(target, state.memory(sourceMemory), source, length);
    }

    public static void init(int target, int source, int length, int segment, int memory, InstanceState state) {
        ByteBuffer bytes = state.parts().data().getOrDefault(segment, DROPPED);
        state.memory(memory).init(target, bytes, source, length);
    }

    public static void drop(int segment, InstanceState state) {
        state.parts().data().remove(segment);
    }
}
