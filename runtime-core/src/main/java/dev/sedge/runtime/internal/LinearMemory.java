package dev.sedge.runtime.internal;

import static java.util.Objects.requireNonNull;

import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.LimitExceededException.Limit;
import dev.sedge.runtime.Memory;
import dev.sedge.runtime.TrapException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One flat byte array. Tiers use the methods that take {@code int} addresses, in which a negative one is out of bounds,
 * because no memory reaches 2 GiB. The bounds are {@link #byteSize()}; the array is longer once a memory has grown again and
 * again, but never that of {@link #allocateExact}. While the guest waits for long there may be no array at all: whoever
 * touches the memory has it made again from its {@linkplain PackedMemory packed form}.
 */
public final class LinearMemory implements Memory {

    /** The largest memory: 32,767 pages, so that every address is a positive {@code int}. */
    public static final int MAX_PAGES = 32767;

    /** The message of every access out of bounds. */
    public static final String OUT_OF_BOUNDS = "out of bounds memory access";

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Growing a memory that is larger than this, for the second time or later, reserves a quarter of it more. */
    private static final int RESERVE_FROM = 1 << 20;

    private final Budget budget;
    private final int maxPages;
    private final boolean exact;
    private int size;
    private boolean grown;

    /** Null while the memory is packed. */
    private byte @Nullable [] bytes;

    /** Guarded by this; null while there is an array. */
    private @Nullable PackedMemory packed;

    private LinearMemory(Budget budget, int initialPages, int maxPages, boolean exact) {
        this.budget = budget;
        this.maxPages = maxPages;
        this.exact = exact;
        this.size = initialPages * PAGE_BYTES;
        this.bytes = new byte[size];
    }

    /**
     * A memory of zeros, taken from a budget before it is allocated.
     *
     * @throws LimitExceededException when it is larger than the budget, the address space or the heap
     */
    public static LinearMemory allocate(Budget budget, long initialPages, long maxPages) {
        return allocate(budget, initialPages, maxPages, false);
    }

    /** The same, with an array that is never longer than the memory: its own bounds are then the memory's. */
    public static LinearMemory allocateExact(Budget budget, long initialPages, long maxPages) {
        return allocate(budget, initialPages, maxPages, true);
    }

    private static LinearMemory allocate(Budget budget, long initialPages, long maxPages, boolean exact) {
        if (initialPages > MAX_PAGES || !budget.take(initialPages * PAGE_BYTES)) {
            throw new LimitExceededException(
                    Limit.MEMORY,
                    "allocate memory: the module starts with " + initialPages + " pages of 64 KiB, "
                            + Math.min(MAX_PAGES, budget.available() / PAGE_BYTES) + " are allowed");
        }
        if (budget.takeHeap(initialPages * PAGE_BYTES)) {
            try {
                return new LinearMemory(budget, (int) initialPages, (int) Math.min(maxPages, MAX_PAGES), exact);
            } catch (OutOfMemoryError e) {
                budget.giveBackHeap(initialPages * PAGE_BYTES);
            }
        }
        budget.giveBack(initialPages * PAGE_BYTES);
        throw new LimitExceededException(
                Limit.MEMORY, "allocate memory: the heap of the JVM has no room for " + initialPages + " pages");
    }

    /**
     * The bytes; the same array until the memory grows or is packed.
     *
     * @throws LimitExceededException when the memory is packed and there is no heap to unpack it
     */
    public byte[] bytes() {
        byte[] present = bytes;
        return present != null ? present : unpack();
    }

    /**
     * Gives the array up for the blocks of it that are not zero, where that saves half of it at least. For the thread of
     * the instance, while no code that holds the array will go on with it.
     */
    public synchronized void pack() {
        byte[] present = bytes;
        if (present == null) {
            return;
        }
        PackedMemory form;
        try {
            BitSet used = PackedMemory.usedBlocks(present, size);
            if (PackedMemory.heapBytes(used) > present.length / 2) {
                return;
            }
            form = PackedMemory.of(present, used);
        } catch (OutOfMemoryError e) {
            return;
        }
        packed = form;
        bytes = null;
        // That both are there for a moment does not count: a heap that is full is when this is wanted most.
        budget.giveBackHeap(present.length - form.heapBytes());
    }

    private synchronized byte[] unpack() {
        PackedMemory form = packed;
        if (form == null) {
            return requireNonNull(bytes);
        }
        long more = size - form.heapBytes();
        byte[] fresh = budget.awaitHeap(more) ? allocate(more) : null;
        if (fresh == null) {
            budget.giveBack(0);
            throw new LimitExceededException(
                    Limit.MEMORY,
                    "unpack memory: the guest goes on after a long wait, and the heap of the JVM has no room for its "
                            + pages() + " pages; other guests have taken it meanwhile");
        }
        form.unpack(fresh);
        // Whoever sees the array without the lock sees what is in it.
        VarHandle.releaseFence();
        bytes = fresh;
        packed = null;
        return fresh;
    }

    /** A new array, or null and the heap that was taken for it given back. */
    private byte @Nullable [] allocate(long taken) {
        try {
            return new byte[size];
        } catch (OutOfMemoryError e) {
            budget.giveBackHeap(taken);
            return null;
        }
    }

    /** The size in bytes. */
    public int byteSize() {
        return size;
    }

    /** The size in pages. */
    public int pages() {
        return size / PAGE_BYTES;
    }

    /** How far it may grow by what the module declares. */
    public int maxPages() {
        return maxPages;
    }

    /** Grows by a number of pages, unsigned; the old size in pages, or -1 when that is not allowed or possible. */
    public int grow(int delta) {
        int old = pages();
        if (delta < 0 || delta > maxPages - old) {
            return -1;
        }
        long more = (long) delta * PAGE_BYTES;
        if (!budget.take(more)) {
            return -1;
        }
        int newSize = size + (int) more;
        if (newSize > bytes().length && !(enlarge(capacity(newSize)) || enlarge(newSize))) {
            budget.giveBack(more);
            return -1;
        }
        size = newSize;
        return old;
    }

    private boolean enlarge(int capacity) {
        byte[] before = bytes();
        if (!budget.takeHeap(capacity)) {
            return false;
        }
        try {
            bytes = Arrays.copyOf(before, capacity);
        } catch (OutOfMemoryError e) {
            budget.giveBackHeap(capacity);
            return false;
        }
        budget.giveBackHeap(before.length);
        grown = true;
        return true;
    }

    private int capacity(int newSize) {
        if (exact || !grown || newSize < RESERVE_FROM) {
            return newSize;
        }
        long allowed = Math.min((long) maxPages * PAGE_BYTES, newSize + budget.available());
        return (int) Math.max(newSize, Math.min(allowed, newSize + (long) newSize / 4));
    }

    // -- for tiers: int addresses

    public byte get8(int address) {
        check(address, 1);
        return bytes()[address];
    }

    public short get16(int address) {
        check(address, Short.BYTES);
        return (short) SHORT.get(bytes(), address);
    }

    public int get32(int address) {
        check(address, Integer.BYTES);
        return (int) INT.get(bytes(), address);
    }

    public long get64(int address) {
        check(address, Long.BYTES);
        return (long) LONG.get(bytes(), address);
    }

    public void put8(int address, byte value) {
        check(address, 1);
        bytes()[address] = value;
    }

    public void put16(int address, short value) {
        check(address, Short.BYTES);
        SHORT.set(bytes(), address, value);
    }

    public void put32(int address, int value) {
        check(address, Integer.BYTES);
        INT.set(bytes(), address, value);
    }

    public void put64(int address, long value) {
        check(address, Long.BYTES);
        LONG.set(bytes(), address, value);
    }

    /** {@code memory.fill} with unsigned operands. */
    public void fill(int address, int length, byte value) {
        range(Integer.toUnsignedLong(address), Integer.toUnsignedLong(length));
        Arrays.fill(bytes(), address, address + length, value);
    }

    /** {@code memory.copy} with unsigned operands; both ranges are checked before anything is copied. */
    public void copy(int target, LinearMemory from, int source, int length) {
        long count = Integer.toUnsignedLong(length);
        range(Integer.toUnsignedLong(target), count);
        from.range(Integer.toUnsignedLong(source), count);
        System.arraycopy(from.bytes(), source, bytes(), target, length);
    }

    /** {@code memory.init} with unsigned operands; both ranges are checked before anything is copied. */
    public void init(int target, byte[] segment, int source, int length) {
        checkInit(target, segment.length, source, length);
        System.arraycopy(segment, source, bytes(), target, length);
    }

    /** The same from a buffer, whose position is 0. */
    public void init(int target, ByteBuffer segment, int source, int length) {
        checkInit(target, segment.limit(), source, length);
        segment.get(source, bytes(), target, length);
    }

    private void checkInit(int target, int available, int source, int length) {
        long count = Integer.toUnsignedLong(length);
        range(Integer.toUnsignedLong(target), count);
        if (Integer.toUnsignedLong(source) + count > available) {
            throw outOfBounds();
        }
    }

    private void check(int address, int width) {
        if (address < 0 || address > size - width) {
            throw outOfBounds();
        }
    }

    // -- for hosts: long addresses

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean contains(long address, long length) {
        return address >= 0 && length >= 0 && address <= size && length <= size - address;
    }

    @Override
    public byte readByte(long address) {
        return bytes()[at(address, 1)];
    }

    @Override
    public short readShort(long address) {
        return (short) SHORT.get(bytes(), at(address, Short.BYTES));
    }

    @Override
    public int readInt(long address) {
        return (int) INT.get(bytes(), at(address, Integer.BYTES));
    }

    @Override
    public long readLong(long address) {
        return (long) LONG.get(bytes(), at(address, Long.BYTES));
    }

    @Override
    public void writeByte(long address, byte value) {
        bytes()[at(address, 1)] = value;
    }

    @Override
    public void writeShort(long address, short value) {
        SHORT.set(bytes(), at(address, Short.BYTES), value);
    }

    @Override
    public void writeInt(long address, int value) {
        INT.set(bytes(), at(address, Integer.BYTES), value);
    }

    @Override
    public void writeLong(long address, long value) {
        LONG.set(bytes(), at(address, Long.BYTES), value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        System.arraycopy(bytes(), at(address, length), target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        System.arraycopy(source, offset, bytes(), at(address, length), length);
    }

    @Override
    public void fill(long address, long length, byte value) {
        range(address, length);
        Arrays.fill(bytes(), (int) address, (int) (address + length), value);
    }

    @Override
    public ByteBuffer view(long address, int length) {
        return ByteBuffer.wrap(bytes(), at(address, length), length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private int at(long address, int length) {
        range(address, length);
        return (int) address;
    }

    private void range(long address, long length) {
        if (!contains(address, length)) {
            throw outOfBounds();
        }
    }

    private static TrapException outOfBounds() {
        return new TrapException(OUT_OF_BOUNDS);
    }
}
