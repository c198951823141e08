package dev.sedge.runtime.internal.cache;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Finds damage, in 64 bits: CRC-32 and CRC-32C, which the JVM computes natively before anything is compiled. A digest
 * takes more than ten times as long in a JVM that has just started. It is no seal: whoever wants can make bytes that fit.
 */
final class Checksum {

    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();

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
