package dev.sedge.runtime.internal;

import dev.sedge.runtime.WasmFrame;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Collects the functions that an exception unwinds: the first and the last ones, whatever their number. */
public final class TraceRecorder {

    private static final int KEPT = 50;

    private final int[] functions = new int[2 * KEPT];
    private final long[] offsets = new long[2 * KEPT];
    private long count;

    /** A function has been left; {@code offset} is where it was in the code without custom sections, negative when unknown. */
    public void add(int functionIndex, long offset) {
        int at = (int) (count < KEPT ? count : KEPT + (count - KEPT) % KEPT);
        functions[at] = functionIndex;
        offsets[at] = offset;
        count++;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The functions, innermost first; starts again from nothing. */
    public List<WasmFrame> take(ModuleOutline outline) {
        List<WasmFrame> frames = new ArrayList<>();
        for (long i = 0; i < Math.min(count, KEPT); i++) {
            frames.add(frame((int) i, outline));
        }
        for (long i = Math.max(KEPT, count - KEPT); i < count; i++) {
            frames.add(frame((int) (KEPT + (i - KEPT) % KEPT), outline));
        }
        count = 0;
        return frames;
    }

    private WasmFrame frame(int at, ModuleOutline outline) {
        OptionalLong offset = offsets[at] < 0 ? OptionalLong.empty() : OptionalLong.of(outline.fileOffset(offsets[at]));
        return new WasmFrame(functions[at], outline.names().of(functions[at]), offset);
    }
}
