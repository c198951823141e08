package dev.sedge.runtime.internal;

import dev.sedge.runtime.WasmFrame;
import java.util.List;

/** The state of one instance in one tier, and its code. For the thread of the instance only. */
public interface InstanceBody {

    /** Sets globals, applies segments, runs the start function. Throws as {@link #call} does. */
    void initialize();

    /**
     * Calls a function of the module, imported or not.
     *
     * @param functionIndex its index, imports first
     * @param args one {@code long} a slot, of the right number; the callee may write to it
     * @return one {@code long} a slot; i32 and f32 slots sign-extended
     * @throws dev.sedge.runtime.WasmException when the guest traps, is stopped or reaches a limit, without a trace yet
     */
    long[] call(int functionIndex, long[] args);

    /** The memory of this index, imports first. */
    LinearMemory memory(int index);

    /** Packs the memories, between calls or while a host function runs; whatever needs them next unpacks them. */
    void pack();

    /** The functions that the last exception unwound since this was asked last, innermost first. */
    List<WasmFrame> takeTrace();
}
