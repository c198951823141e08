package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.compiler.read.ModuleCode.Range;
import dev.sedge.runtime.internal.scan.ByteReader;
import java.util.function.Consumer;

/**
 * The data segments of a module, in their order. They stay bytes, because a Go program has up to 100,000 of them and an
 * instance looks at each once. Immutable.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/modules.html#data-section">Data section</a>
 */
public final class DataSegments {

    private static final int PASSIVE = 1;
    private static final int EXPLICIT = 2;

    private final byte[] wasm;
    private final int start;
    private final int end;

    /**
     * A data segment.
     *
     * @param index its index
     * @param memory the memory of an active segment, -1 of a passive one
     * @param offset where the offset's expression is, -1 of a passive one
     * @param bytes what it holds
     */
    public record DataSegment(int index, int memory, int offset, Range bytes) {

        /** Whether it is only for instructions that name it. */
        public boolean isPassive() {
            return memory < 0;
        }
    }

    private DataSegments(byte[] wasm, int start, int end) {
        this.wasm = wasm;
        this.start = start;
        this.end = end;
    }

    static DataSegments none() {
        return new DataSegments(new byte[] {0}, 0, 1);
    }

    /** Those of a data section, which lies there in a module. */
    static DataSegments of(byte[] wasm, Range section) {
        return new DataSegments(wasm, section.start(), section.end());
    }

    /** Shows all of them, in their order. */
    public void forEach(Consumer<DataSegment> viewer) {
        ByteReader in = new ByteReader(wasm, start, end);
        int count = (int) in.u32();
        for (int i = 0; i < count; i++) {
            viewer.accept(next(i, in));
        }
    }

    private static DataSegment next(int index, ByteReader in) {
        int flags = (int) in.u32();
        boolean passive = flags == PASSIVE;
        int memory = passive ? -1 : flags == EXPLICIT ? (int) in.u32() : 0;
        int offset = passive ? -1 : ModuleCode.expression(in);
        return new DataSegment(index, memory, offset, ModuleCode.range(in, in.length()));
    }
}
