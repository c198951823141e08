package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.InvalidModuleException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the primitives of the binary format from a range of bytes. What does not fit throws "unexpected end". */
public final class ByteReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    /** A reader of the bytes from one index up to another. */
    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    public int position() {
        return position;
    }

    public boolean atEnd() {
        return position >= end;
    }

    public int remaining() {
        return end - position;
    }

    /** A reader of the next bytes, which this one skips. */
    public ByteReader slice(int length) {
        int start = position;
        skip(length);
        return new ByteReader(bytes, start, start + length);
    }

    public void skip(int length) {
        if (length < 0 || length > end - position) {
            throw truncated();
        }
        position += length;
    }

    public int u8() {
        if (position >= end) {
            throw truncated();
        }
        return bytes[position++] & 0xFF;
    }

    /** The next byte, which stays the next one. */
    public int peek() {
        if (position >= end) {
            throw truncated();
        }
        return bytes[position] & 0xFF;
    }

    /** An unsigned LEB128 number of 32 bits, as a {@code long} that is never negative. */
    public long u32() {
        int first = u8();
        if (first < 0x80) {
            return first;
        }
        long value = first & 0x7F;
        for (int shift = 7; shift < 35; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                if (value > 0xFFFFFFFFL) {
                    throw new InvalidModuleException("read module: integer too large at offset " + position);
                }
                return value;
            }
        }
        throw new InvalidModuleException("read module: integer representation too long at offset " + position);
    }

    /** A number of things, each of which takes at least one byte of what remains. */
    public int count(String what, long limit) {
        long count = u32();
        if (count > limit) {
            throw new InvalidModuleException("module has " + count + " " + what + ", " + limit + " are allowed");
        }
        if (count > remaining()) {
            throw truncated();
        }
        return (int) count;
    }

    /** A length of bytes that must be there. */
    public int length() {
        long length = u32();
        if (length > remaining()) {
            throw truncated();
        }
        return (int) length;
    }

    /** A signed LEB128 number of at most 64 bits. */
    public long signed() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = u8();
            if (shift < 64) {
                value |= (long) (next & 0x7F) << shift;
            }
            if (next < 0x80) {
                boolean negative = (next & 0x40) != 0 && shift + 7 < 64;
                return negative ? value | (-1L << (shift + 7)) : value;
            }
        }
        throw new InvalidModuleException("read module: integer representation too long at offset " + position);
    }

    /** A signed LEB128 number of at most so many bits, in no more bytes than these need. */
    public long signed(int bits) {
        int start = position;
        long value = signed();
        if (position - start > (bits + 6) / 7) {
            throw new InvalidModuleException("read module: integer representation too long at offset " + position);
        }
        boolean cut = bits == 64 && position - start == 10 && !isSign(bytes[position - 1]);
        if (cut || value >> (bits - 1) != value >> 63) {
            throw new InvalidModuleException("read module: integer too large at offset " + position);
        }
        return value;
    }

    /** Whether the last byte of ten has only copies of the sign. */
    private static boolean isSign(byte last) {
        return last == 0 || last == 0x7F;
    }

    /** Four bytes, the lowest first. */
    public int fixed32() {
        int start = position;
        skip(4);
        return (int) INT.get(bytes, start);
    }

    /** Eight bytes, the lowest first. */
    public long fixed64() {
        int start = position;
        skip(8);
        return (long) LONG.get(bytes, start);
    }

    public void skipLeb() {
        for (int i = 0; i < 10; i++) {
            if (u8() < 0x80) {
                return;
            }
        }
        throw new InvalidModuleException("read module: integer representation too long at offset " + position);
    }

    public String name() {
        int length = length();
        int start = position;
        skip(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidModuleException("read module: malformed UTF-8 encoding of a name at offset " + start, e);
        }
    }

    private InvalidModuleException truncated() {
        return new InvalidModuleException(
                "read module: unexpected end at offset " + end + "; the file is damaged or cut off");
    }
}
