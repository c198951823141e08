package dev.sedge.runtime.internal.interpreter;

import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.LinearMemory;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.ConstantEvaluators;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.PassiveDataSegment;

/** Our memory as Endive's interpreter wants it. */
@SuppressWarnings("removal") // the four lock methods must be there until Endive drops them
final class EndiveMemory implements Memory {

    /** What the wait instructions answer when memory does not hold the expected value. */
    private static final int NOT_EQUAL = 1;

    private final LinearMemory memory;
    private final MemoryLimits declared;
    private final boolean shared;
    private DataSegment[] segments = {};

    EndiveMemory(LinearMemory memory, MemoryLimits declared, boolean shared) {
        this.memory = memory;
        this.declared = declared;
        this.shared = shared;
    }

    @Override
    public int pages() {
        return memory.pages();
    }

    @Override
    public int grow(int size) {
        return memory.grow(size);
    }

    @Override
    public int initialPages() {
        return declared.initialPages();
    }

    @Override
    public int maximumPages() {
        return memory.maxPages();
    }

    @Override
    public boolean shared() {
        return shared;
    }

    // -- segments

    @Override
    public void initialize(Instance instance, DataSegment @Nullable [] dataSegments) {
        initialize(instance, dataSegments, 0);
    }

    /** Applies the active segments of this memory and drops them, as the specification has it; Endive keeps them. */
    @Override
    public void initialize(Instance instance, DataSegment @Nullable [] dataSegments, int memoryIndex) {
        if (dataSegments == null) {
            return;
        }
        segments = dataSegments;
        for (int i = 0; i < segments.length; i++) {
            if (segments[i] instanceof ActiveDataSegment active && active.index() == memoryIndex) {
                int offset = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                memory.init(offset, active.bytes(), 0, active.bytes().length);
                segments[i] = PassiveDataSegment.EMPTY;
            }
        }
    }

    @Override
    public void initPassiveSegment(int segmentId, int dest, int offset, int size) {
        memory.init(dest, segments[segmentId].bytes(), offset, size);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    // -- bulk

    @Override
    public void zero() {
        // a new array is zero already
    }

    /** The end index may have overflowed on its way here; then it is below the start. */
    @Override
    public void fill(byte value, int fromIndex, int toIndex) {
        memory.fill(fromIndex, toIndex - fromIndex, value);
    }

    @Override
    public void copy(int dest, int src, int size) {
        memory.copy(dest, memory, src, size);
    }

    @Override
    public void write(int addr, byte[] data, int offset, int size) {
        memory.init(addr, data, offset, size);
    }

    @Override
    public byte[] readBytes(int addr, int len) {
        long address = Integer.toUnsignedLong(addr);
        if (!memory.contains(address, Integer.toUnsignedLong(len))) {
            throw new TrapException(LinearMemory.OUT_OF_BOUNDS);
        }
        byte[] bytes = new byte[len];
        memory.read(address, bytes, 0, len);
        return bytes;
    }

    // -- single values

    @Override
    public byte read(int addr) {
        return memory.get8(addr);
    }

    @Override
    public short readShort(int addr) {
        return memory.get16(addr);
    }

    @Override
    public long readU16(int addr) {
        return Short.toUnsignedLong(memory.get16(addr));
    }

    @Override
    public int readInt(int addr) {
        return memory.get32(addr);
    }

    @Override
    public long readLong(int addr) {
        return memory.get64(addr);
    }

    @Override
    public float readFloat(int addr) {
        return Float.intBitsToFloat(memory.get32(addr));
    }

    @Override
    public long readF32(int addr) {
        return memory.get32(addr);
    }

    @Override
    public double readDouble(int addr) {
        return Double.longBitsToDouble(memory.get64(addr));
    }

    @Override
    public long readF64(int addr) {
        return memory.get64(addr);
    }

    @Override
    public void writeByte(int addr, byte data) {
        memory.put8(addr, data);
    }

    @Override
    public void writeShort(int addr, short data) {
        memory.put16(addr, data);
    }

    @Override
    public void writeI32(int addr, int data) {
        memory.put32(addr, data);
    }

    @Override
    public void writeLong(int addr, long data) {
        memory.put64(addr, data);
    }

    @Override
    public void writeF32(int addr, float data) {
        memory.put32(addr, Float.floatToRawIntBits(data));
    }

    @Override
    public void writeF64(int addr, double data) {
        memory.put64(addr, Double.doubleToRawLongBits(data));
    }

    // -- threads: an instance has one thread, so atomic means in order

    @Override
    public Object lock(int address) {
        return memory;
    }

    @Override
    public int waitOn(int address, int expected, long timeout) {
        return waitOn(memory.get32(address) == expected);
    }

    @Override
    public int waitOn(int address, long expected, long timeout) {
        return waitOn(memory.get64(address) == expected);
    }

    /** Waiting makes no sense where nobody can end it. */
    private int waitOn(boolean equal) {
        if (!shared) {
            throw new TrapException("expected shared memory");
        }
        if (equal) {
            throw new TrapException("wait: no other thread could wake this one");
        }
        return NOT_EQUAL;
    }

    @Override
    public int notify(int address, int maxThreads) {
        return 0;
    }
}
