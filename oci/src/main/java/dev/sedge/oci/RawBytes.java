package dev.sedge.oci;

import java.util.Arrays;

/** Bytes that nobody changes. */
final class RawBytes {
    private final byte[] bytes;

    RawBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    byte[] copy() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
