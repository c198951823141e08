package dev.sedge.runtime;

import java.nio.ByteBuffer;

/**
 * The linear memory of an instance: little-endian, addressed by unsigned 32-bit numbers widened to {@code long}. Every
 * access outside throws {@link TrapException} "out of bounds memory access" and changes nothing. For the thread of the
 * instance only. Implemented by this module alone.
 *
 * @see <a href="https://webassembly.github.io/spec/core/exec/runtime.html#memory-instances">Memory instances</a>
 */
public interface Memory {

    /** The size of a page: 64 KiB. */
    int PAGE_BYTES = 65536;

    /** The present size in bytes. */
    long size();

    /** Whether {@code length} bytes from {@code address} lie inside; false for negative values, never overflows. */
    boolean contains(long address, long length);

    /** Reads one byte. */
    byte readByte(long address);

    /** Reads two bytes. */
    short readShort(long address);

    /** Reads four bytes. */
    int readInt(long address);

    /** Reads eight bytes. */
    long readLong(long address);

    /** Writes one byte. */
    void writeByte(long address, byte value);

    /** Writes two bytes. */
    void writeShort(long address, short value);

    /** Writes four bytes. */
    void writeInt(long address, int value);

    /** Writes eight bytes. */
    void writeLong(long address, long value);

    /**
     * Copies bytes of the guest to an array.
     *
     * @throws IndexOutOfBoundsException when the array is too short
     */
    void read(long address, byte[] target, int offset, int length);

    /**
     * Copies bytes of an array to the guest.
     *
     * @throws IndexOutOfBoundsException when the array is too short
     */
    void write(long address, byte[] source, int offset, int length);

    /** Sets {@code length} bytes to one value. */
    void fill(long address, long length, byte value);

    /**
     * A little-endian buffer that shares these bytes with the guest, valid until the memory grows or is
     * {@linkplain WasmInstance#packMemory() packed}.
     */
    ByteBuffer view(long address, int length);
}
