package dev.sedge.runtime.internal.cache;

import java.nio.ByteBuffer;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Finds damage, in 64 bits: CRC-32 and Adler-32, which are native code in a JVM that has just started. There a digest takes
 * more than ten times as long, and CRC-32C fills tables first. It is no seal: whoever wants can make bytes that fit.
 */
final class Checksum {

    private final CRC32 first = new CRC32();
    private final Adler32 second = new Adler32();

    Checksum add(byte[] bytes) {
        return add(ByteBuffer.wrap(bytes));
    }

    /** Adds bytes that an array holds; the buffer stays where it is. */
    Checksum add(ByteBuffer bytes) {
        int offset = bytes.arrayOffset() + bytes.position();
        first.update(bytes.array(), offset, bytes.remaining());
        second.update(bytes.array(), offset, bytes.remaining());
        return this;
    }

    long value() {
        return first.getValue() << 32 | second.getValue();
    }
}
